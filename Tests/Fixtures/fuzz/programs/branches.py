def f(x, r):
    v = x + r
    if v > 20:
        v = v * 2
    elif v % 2 == 0:
        v = v - r
    else:
        v = v // 3
    while v < 0:
        v = v + 7
    for i in range(0, 3):
        v = v + i
    return v % 10
