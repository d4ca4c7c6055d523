/// The 675 published items of CounterBench (revision c6225df, MIT) that come with the package: 135 templates, each
/// with 5 sets of names. `#3` stands for the fourth name of a set.
enum CounterBenchTemplates {
    static let names: [[String]] = [
        ["Ziklo", "Blaf", "Trune", "Vork", "Sline", "Frim", "Qado", "Jurf", "Drig", "Lumbo"],
        ["Glent", "Razz", "Pex", "Zurn", "Melf", "Crip", "Flen", "Tork", "Bilo", "Zlim"],
        ["Praf", "Vank", "Scud", "Wrenk", "Yobb", "Glim", "Spog", "Torb", "Frun", "Klep"],
        ["Fizo", "Blorn", "Plim", "Quaz", "Skul", "Triv", "Yex", "Rild", "Vurn", "Jext"],
        ["Nuv", "Splee", "Blen", "Druk", "Plog", "Skrim", "Zimb", "Yurd", "Grif", "Wrox"],
    ]

    /// Number, graph, label, description, question. Item `number + 200 × set` has the names of the set.
    static let text = """
        0|graph5|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, and #3 causes #9.|Would #9 occur if not #0 instead of #0?
        3|graph5|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, and #3 and #0 together cause #9.|Would #9 occur if not #0 instead of #0?
        4|graph5|no|We know that #0 causes #1, #1 and #2 together cause #3, and #3 causes #9.|Would #9 occur if not #0 instead of #0?
        6|graph5|no|We know that #0 and #1 together cause #2, #2 causes #3, and #3 causes #9.|Would #9 occur if not #0 instead of #0?
        7|graph5|yes|We know that #0 causes not #1, #1 causes #2, #2 causes #3, and #3 causes #9.|Would #9 occur if not #0 instead of #0?
        8|graph5|no|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause #3, and #3 causes #9.|Would #9 occur if not #0 instead of #0?
        10|graph6|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, and #4 causes #9.|Would #9 occur if not #0 instead of #0?
        11|graph6|yes|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes not #4, and #4 causes #9.|Would #9 occur if not #0 instead of #0?
        13|graph6|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes #4, and #4 and #1 together cause #9.|Would #9 occur if not #0 instead of #0?
        14|graph6|yes|We know that #0 causes not #1, #1 causes #2, #2 or #0 causes #3, #3 causes #4, and #4 causes #9.|Would #9 occur if not #0 instead of #0?
        15|graph6|no|We know that #0 causes #1, #1 and #2 together cause #3, #3 causes #4, and #4 causes #9. We observed not #2.|Would #9 occur if not #0 instead of #0?
        19|graph6|yes|We know that #0 causes not #1, #1 and #2 together cause #3, #3 causes #4, and #4 causes #9. We observed #2.|Would #9 occur if not #0 instead of #0?
        20|graph7|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, and #5 causes #9.|Would #9 occur if not #0 instead of #0?
        23|graph7|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 and #1 together cause #3, #3 causes #4, #4 causes #5, and #5 causes #9.|Would #9 occur if not #0 instead of #0?
        25|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #0 together cause #5, and #5 causes #9.|Would #9 occur if not #0 instead of #0?
        26|graph7|no|We know that #0 and #1 together cause #2, #2 causes #3, #3 and #0 together cause #4, #4 causes #5, and #5 causes #9. We observed #1.|Would #9 occur if not #0 instead of #0?
        27|graph7|yes|We know that #0 causes not #1, #1 causes #2, #2 and #3 together cause #4, #4 or #0 together cause #5, and #5 causes #9. We observed #3.|Would #9 occur if not #0 instead of #0?
        28|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #2 together cause #5, and #5 causes #9.|Would #9 occur if not #0 instead of #0?
        29|graph7|yes|We know that #0 causes not #1, #1 and #2 together cause #3, #3 and #2 together cause #4, #4 causes #5, and #5 causes #9. We observed #2.|Would #9 occur if not #0 instead of #0?
        32|graph8|no|We know that #0 and #1 together cause #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 and #2 together cause #6, and #6 causes #9. We observed #1.|Would #9 occur if not #0 instead of #0?
        33|graph8|yes|We know that #0 causes not #1, #1 causes #2, #2 causes not #3, #3 or #2 causes #4, #4 causes #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 instead of #0?
        34|graph8|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 and #1 together cause #3, #3 causes #4, #4 and #3 together cause #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 instead of #0?
        35|graph8|yes|We know that #0 causes #1, #1 causes #2, #2 or not #1 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, and #6 and #4 together cause #9.|Would #9 occur if not #0 instead of #0?
        37|graph8|yes|We know that #0 causes #1, #1 causes not #2, #2 causes #3, #3 causes #4, #4 or #0 causes #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 instead of #0?
        38|graph8|no|We know that #0 causes #1, #1 causes #2, #2 and #3 together cause #4, #4 causes #5, #5 and #0 together cause #6, and #6 causes #9.|Would #9 occur if not #0 instead of #0?
        41|graph9|yes|We know that #0 causes #1, #0 and #1 together cause #2, #2 causes #3, #3 or not #2 causes #4, #4 causes #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        43|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 and #3 together cause #6, #6 causes not #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        44|graph9|yes|We know that #0 or #1 causes #2, #2 causes #3, #3 and #2 together cause #4, #4 causes #5, #5 causes #6, #6 and #5 together cause #7, and #7 causes #9. We observed #1.|Would #9 occur if not #0 instead of #0?
        45|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, #6 and #4 causes #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        46|graph9|no|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause #3, #3 causes #4, #4 and #2 together cause #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        47|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 and #1 together cause #5, #5 causes #6, #6 and #5 together cause #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        48|graph9|yes|We know that #0 and #1 together cause #2, #2 causes #3, #3 or #4 causes #5, #5 causes #6, #6 causes #7, #7 causes #8, and #8 causes #9. We observed #4.|Would #9 occur if not #0 instead of #0?
        49|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, #6 and #1 together cause #7, #7 causes #8, and #8 causes #9.|Would #9 occur if not #0 instead of #0?
        50|graph5|yes|We know that #0 and #1 together cause not #2, #2 causes #3, and #3 causes #9. We observed #2|Would #9 occur if not #0 instead of #0?
        51|graph6|no|We know that #0 causes #1, not #1 causes #2, #2 causes #3, #3 causes #4, and not #4 causes #9. We observed #2.|Would #9 occur if not #0 instead of #0?
        53|graph5|yes|We know that #0 causes #1, #1 causes #2, #2 causes not #3, and #3 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        56|graph6|no|We know that #0 causes not #1, #1 causes #2, not #2 or #0 causes #3, #3 causes #4, and #4 causes #9. We observed #1|Would #9 occur if not #0 instead of #0?
        57|graph6|yes|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes not #4, and #4 causes #9. We observed #4|Would #9 occur if not #0 instead of #0?
        59|graph5|no|We know that #0 causes #1, #2 and #3, #3 causes #9. We observed not #2|Would #9 occur if not #0 instead of #0?
        61|graph6|no|We know that #0 causes #1, #1 and #0 together cause not #2, #2 causes #3, #3 causes not #4, and #4 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        65|graph7|yes|We know that #0 causes not #1, #0 causes #2, #1 and #2 and #3 together cause #4, #2 or #4 cause not #3, #3 causes #5, and #5 causes #9. We observed #1|Would #9 occur if not #0 instead of #0?
        67|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause not #3, #3 causes #4, #4 and #1 together cause #5, and #5 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        68|graph8|yes|We know that #0 causes not #1, #1 causes #2, #2 causes not #3, #3 or #2 causes #4, #4 causes #5, and #6, and #6 causes #9. We observed #1|Would #9 occur if not #0 instead of #0?
        70|graph8|no|We know that #0 causes #1, #1 causes #2, #2 or not #1 causes #3, #3 causes #4 and #5, #5 causes #6, and #6 and #4 together cause #9. We observed #3|Would #9 occur if not #0 instead of #0?
        71|graph8|yes|We know that #0 causes #1, #1 causes not #2, #2 causes #3, #3 and #2 together cause #4, #4 causes #5, #5 and #2 together cause #6, and #6 causes #9. We observed #2|Would #9 occur if not #0 instead of #0?
        72|graph8|yes|We know that #0 causes #1, #1 causes not #2, #2 causes #3, #3 causes #4, #4 or #0 causes #5, #6, and #6 causes #9. We observed #5|Would #9 occur if not #0 instead of #0?
        73|graph8|yes|We know that #0 causes #1, #1 causes not #2, #2 and #3 together cause #4, #4 causes #5, #5 and #0 together cause #6, and #6 causes #9. We observed #2 and #3|Would #9 occur if not #0 instead of #0?
        74|graph8|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 and #2 together cause #4, #2 and #4 causes not #5, #5 causes #6, and #6 and #4 together cause #9. We observed #5 |Would #9 occur if not #0 instead of #0?
        75|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes not #6, #6 causes #7, and #7 causes #9. We observed #6|Would #9 occur if not #0 instead of #0?
        76|graph9|no|We know that #0 causes #1, #0 and #1 together cause #2, #2 causes #3, #3 or not #2 causes #4, #5, and #6, not #6 causes #7, and #7 causes #9. We observed #5|Would #9 occur if not #0 instead of #0?
        77|graph9|yes|We know that #0 causes not #1, #1 causes #2, #2 and not #1 together cause #3, #3 causes #4, #5, and #6, #5 or not #6 causes #7, and #7 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        78|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 and #3 together cause #6, #6 causes not #7, and #7 causes #9. We observed #7|Would #9 occur if not #0 instead of #0?
        79|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes not #3, #3 causes #4, #2 causes #5, #5 causes #6, #6 and #4 causes #7, and #7 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        80|graph9|no|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause not #3, #3 causes #4, #4 and #2 together cause #5, #5 causes #6, #6 causes #7, and #7 causes #9. We observed #3|Would #9 occur if not #0 instead of #0?
        81|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 and #1 together cause #5, #5 causes #6, #6 and #5 together cause not #7, and #7 causes #9. We observed #7|Would #9 occur if not #0 instead of #0?
        82|graph5|no|We know that #0 causes #1 and #3, #1 causes not #2, #2 and #3 together cause #9. We observed not #1.  |Would #9 occur if not #0 instead of #0?
        83|graph6|no|We know that #0 causes #1, #1 causes #2 and #3, #3 causes #4, #4 causes #9. We observed #2|Would #9 occur if not #0 instead of #0?
        84|graph7|yes|We know that #0 causes #1, #1 causes not #2, #2 causes #3 and #4, #4 causes #5, #5 causes #9. We observed #2|Would #9 occur if not #0 instead of #0?
        86|graph6|no|We know that #0 causes #1, #1 and #0 together cause not #2, #2 causes #3 and #4, #4 cause #9. We observed #3|Would #9 occur if not #0 instead of #0?
        88|graph5|yes|We know that #0 causes #1 and #3, #1 causes not #2, #2 or #3 causes #9.|Would #9 occur if not #0 instead of #0?
        89|graph8|yes|We know that #0 causes #1 and #2, #2 causes #3, #3 cause not #4, #4 causes #5 and #6, #6 causes #9.|Would #9 occur if not #0 instead of #0?
        91|graph7|yes|We know that #0 causes #1 and #2, #1 and #2 together cause not #3, #3 causes not #4 and #5, #5 causes #9. |Would #9 occur if not #0 instead of #0?
        93|graph6|yes|We know that #0 causes #1 and #3, #1 causes not #2, #2 or #3 causes #4, #4 causes #9.|Would #9 occur if not #0 instead of #0?
        94|graph5|yes|We know that #0 causes #1 and #2, #1 causes not #3, #2 or #3 causes #9.|Would #9 occur if not #0 instead of #0?
        95|graph7|no|We know that #0 causes #1 and #2, #1 causes not #3, #3 causes not #4, #4 causes #5, #5 causes #9.|Would #9 occur if not #0 instead of #0?
        97|graph9|yes|We know that #0 causes #1, #2 and #3, not #3 causes #4, #4 causes #5, #5 or #3 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        98|graph9|yes|We know that #0 causes #1, #2 and #3, not #3 causes #4, #4 causes #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        99|graph9|no|We know that #0 causes #1 and #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6 and #7, and #7 causes #9.|Would #9 occur if not #0 instead of #0?
        101|graph8|yes|We know that #0 causes #1 and #2, #2 causes #3, #3 cause not #4, #4 causes #5 and #6, #6 causes #9.|Would #9 occur if not #0 and not #1?
        102|graph6|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3 and #4, #4 cause #9.|Would #9 occur if not #0 and not #1?
        104|graph6|yes|We know that #0 causes #1 and #2, #1 and #2 together cause not #3, #3 causes #4, #4 causes #9.|Would #9 occur if not #0 and not #1?
        105|graph6|yes|We know that #0 causes #1 and #3, #1 causes not #2, #2 or #3 causes #4, #4 causes #9.|Would #9 occur if not #0 and not #1?
        106|graph5|no|We know that #0 causes #1 and #2, #1 causes not #3, #2 and #3 together cause #9.|Would #9 occur if not #0 and not #1?
        107|graph7|no|We know that #0 causes #1 and #2, #1 causes not #3, #3 causes not #4, #4 causes #5, #5 causes #9.|Would #9 occur if not #0 and not #1?
        108|graph8|no|We know that #0 causes #1 and #2, #2 causes #3, #3 causes not #4, #4 causes not #5, #5 causes #6, #6 causes #9.|Would #9 occur if not #0 and not #1?
        109|graph9|yes|We know that #0 causes #1, #2 and #3, not #3 causes #4, #4 causes #5, #5 or #3 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 and not #1?
        110|graph9|yes|We know that #0 causes #1, #2 and #3, not #3 causes #4, #4 causes #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 and not #1?
        112|graph8|yes|We know that #0 causes not #1, #1 causes #2, #2 causes not #3, #3 or #2 causes #4, #4 causes #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 and not #1?
        113|graph8|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 and #1 together cause #3, #3 causes #4, #4 and #3 together cause #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 and not #1?
        115|graph8|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 and #2 together cause #4, #4 causes #5, #5 and #2 together cause #6, and not #6 causes #9.|Would #9 occur if not #0 and not #2?
        116|graph8|no|We know that #0 causes #1, #1 causes not #2, #2 causes #3, #3 causes #4, #4 or #0 causes #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 and not #2?
        117|graph8|no|We know that #0 causes #1, #1 causes #2, #2 and #3 together cause #4, #4 causes #5, #5 and #0 together cause #6, and #6 causes #9.|Would #9 occur if not #0 and not #2?
        118|graph8|no|We know that #0 causes not #1, #1 causes #2, #2 causes #3, #3 and #2 together cause #4, #4 causes #5, #5 causes #6, and #6 and #4 together cause #9.|Would #9 occur if not #0 and not #2?
        120|graph9|yes|We know that #0 causes #1, #0 and #1 together cause #2, #2 causes #3, #3 or not #2 causes #4, #4 causes #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 and not #2?
        122|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 and #3 together cause #6, #6 causes not #7, and #7 causes #9.|Would #9 occur if not #0 and not #2?
        123|graph8|yes|We know that #0 causes #1, #1 causes #2, #2 causes not #3, #3 causes #4, #4 causes #5, #5 causes #6, and #6 causes #9.|Would #9 occur if not #0 and not #2?
        124|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, #6 and #4 causes #7, and #7 causes #9.|Would #9 occur if not #0 and not #3?
        125|graph9|no|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause #3, #3 causes #4, #4 and #2 together cause #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Would #9 occur if not #0 and not #3?
        126|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 and #1 together cause #5, #5 causes #6, #6 and #5 together cause #7, and #7 causes #9.|Would #9 occur if not #0 and not #3?
        128|graph6|yes|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes not #4, and #4 causes #9.|Would #9 occur if not #0 and not #3?
        129|graph6|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 and #1 together cause #4, and #4 causes #9.|Would #9 occur if not #0 and not #3?
        130|graph6|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes #4, and #4 and #1 together cause #9.|Would #9 occur if not #0 and not #3?
        133|graph5|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes not #3, and #3 causes #9.|Would #9 occur if not #0 and not #3?
        134|graph5|yes|We know that #0 causes not #1, #1 causes #2, #2 and #1 together cause #3, and #3 causes #9.|Would #9 occur if not #0 and not #3?
        135|graph5|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, and #3 and #0 together cause #9.|Would #9 occur if not #0 and not #3?
        136|graph5|no|We know that #0 causes #1, #1 and #2 together cause #3, and #3 causes #9.|Would #9 occur if not #0 and not #3?
        141|graph5|yes|We know that #0 causes #1, #1 and #2 together cause #3, and not #3 causes #9.|Would #9 occur if not #0 and not #3?
        144|graph7|yes|We know that #0 causes #1, #1 causes #2, #2 causes not #3, #3 or #1 causes #4, #4 causes #5, and #5 causes #9.|Would #9 occur if not #0 and not #3?
        146|graph7|yes|We know that #0 causes not #1, #1 causes #2, #2 causes #3, #3 or #2 causes #4, #4 causes #5, and #5 causes #9.|Would #9 occur if not #0 and not #3?
        147|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #0 together cause #5, and #5 causes #9.|Would #9 occur if not #0 and not #3?
        148|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #2 together cause #5, and #5 causes #9.|Would #9 occur if not #0 and not #4?
        149|graph7|yes|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, not #4 causes #5, and #5 causes #9.|Would #9 occur if not #0 and not #4?
        150|graph9|yes|We know that #0 causes #1, #2 and #3, not #3 causes #4, #4 causes #5, #5 or #3 causes #6, #6 causes #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        152|graph9|no|We know that #0 causes #1 and #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6 and #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        153|graph8|no|We know that #0 causes not #1, #1 causes #2, #2 causes not #3, #3 or #2 causes #4, #4 causes #5, #5 causes #6, and #6 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        155|graph8|yes|We know that #0 causes #1, #1 causes #2, #2 or not #1 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, and #6 and #4 together cause #9.|Assume not #0, and based on this assumption, further suppose not #2. Would #9 occur?
        157|graph8|yes|We know that #0 causes #1, #1 causes not #2, #2 causes #3, #3 causes #4, #4 or #2 causes #5, #5 causes #6, and #6 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        158|graph8|no|We know that #0 causes #1, #1 causes #2, #2 and #3 together cause #4, #4 causes #5, #5 and #0 together cause #6, and #6 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        159|graph8|no|We know that #0 causes not #1, #1 causes #2, #2 causes #3, #3 and #2 together cause #4, #4 causes #5, #5 causes #6, and #6 and #4 together cause #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        160|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes not #6, #6 causes #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        163|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 and #3 together cause #6, #6 causes not #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        164|graph8|no|We know that #0 causes #1, #1 causes #2, #2 causes not #3, #3 causes #4, #4 causes #5, #5 causes #6, and #6 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        165|graph9|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, #5 causes #6, #6 and #4 causes #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        166|graph9|no|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause #3, #3 causes #4, #4 and #2 together cause #5, #5 causes #6, #6 causes #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        167|graph9|yes|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 and #1 together cause not #5, #5 causes #6, #6 and #5 together cause #7, and #7 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        169|graph6|no|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes #3, #3 causes not #4, and #4 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        172|graph6|no|We know that #0 causes not #1, #1 causes #2, #2 or #0 causes #3, #3 causes #4, and #4 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        173|graph5|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, and #3 causes #9.|Assume not #0, and based on this assumption, further suppose not #4. Would #9 occur?
        174|graph5|yes|We know that #0 causes #1, #1 and #0 together cause #2, #2 causes not #3, and #3 causes #9.|Assume not #0, and based on this assumption, further suppose not #2. Would #9 occur?
        175|graph5|no|We know that #0 causes not #1, #1 causes #2, #2 and #1 together cause #3, and #3 causes #9.|Assume not #0, and based on this assumption, further suppose not #2. Would #9 occur?
        176|graph5|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, and #3 and #0 together cause #9.|Assume not #0, and based on this assumption, further suppose not #2. Would #9 occur?
        179|graph5|yes|We know that #0 causes #1, #1 causes #2, #2 and #0 together cause #3, and not #3 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        180|graph6|yes|We know that #0 causes #1 and #3, #1 causes not #2, #2 or #3 causes #4, #4 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        181|graph5|no|We know that #0 causes #1, #1 causes not #2, #2 and #3 together cause #9.|Assume not #0, and based on this assumption, further suppose not #2. Would #9 occur?
        183|graph7|no|We know that #0 causes #1, #1 causes #2, #2 causes #3, #3 causes #4, #4 causes #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        186|graph7|yes|We know that #0 causes #1, #1 and #0 together cause #2, #2 and #1 together cause #3, #3 causes not #4, #4 causes #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        187|graph7|yes|We know that #0 causes not #1, #1 causes #2, #2 causes #3, #3 or #2 causes #4, #4 causes #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        188|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #0 together cause #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        189|graph7|no|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, #4 and #2 together cause #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        190|graph7|yes|We know that #0 causes #1, #1 causes #2, #2 and #1 together cause #3, #3 causes #4, not #4 causes #5, and #5 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        191|graph5|yes|We know that #0 causes #1 and #2, #1 and #2 together cause #3, and not #3 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        192|graph5|no|We know that #0 causes #1, #1 causes #2, #2 and #3 together cause #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        194|graph6|yes|We know that #0 causes #1 and #2, #1 causes not #3, #2 or #3 causes #4, #4 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        195|graph6|yes|We know that #0 causes #1 and #2, #1 causes not #3, #2 causes not #4, #4 causes #9.|Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        197|graph7|no|We know that #0 causes #1 and #2, #1 and #2 together cause not #3, #3 causes not #4 and #5, #5 causes #9. |Assume not #0, and based on this assumption, further suppose not #3. Would #9 occur?
        """
}
