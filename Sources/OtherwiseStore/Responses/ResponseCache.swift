public import Foundation
import GRDB
import OtherwiseNumerics

/// What was answered to requests, by the requests' content, so that asking again costs nothing and tells the same.
///
/// The first answer that is kept for a request stays. Keys to servers are no part of a request and are not in the file.
public struct ResponseCache: Sendable {
    private let file: StoreFile

    /// - Parameter path: Of a SQLite database, made where it is not; `nil` keeps the answers in memory.
    /// - Throws: `StoreError`.
    public init(path: String?) throws(StoreError) { file = try StoreFile(path, .responses) }

    /// What was answered to a request; `nil` where nothing was.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    public func response(to request: RequestDigest) async throws -> CachedResponse? {
        try await file.read { try Self.response(to: request, $0) }
    }

    /// Keeps an answer, unless there is one already.
    ///
    /// - Returns: The answer that is kept from now on: of several to one request, the first.
    /// - Throws: `StoreError`; `CancellationError`.
    public func keep(_ response: CachedResponse, to request: RequestDigest) async throws -> CachedResponse {
        try await file.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO responses VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    request.hexadecimal, Data(response.body), response.answered.timeIntervalSince1970,
                    response.promptTokens, response.completionTokens,
                ])
            return try Self.response(to: request, database) ?? response
        }
    }

    /// Answers that are kept.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    public var count: Int {
        get async throws {
            try await file.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM responses") ?? 0 }
        }
    }

    private static func response(to request: RequestDigest, _ database: Database) throws -> CachedResponse? {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM responses WHERE request = ?", arguments: [request.hexadecimal])
        return row.map { row in
            CachedResponse(
                body: Array(row["body"] as Data), answered: Date(timeIntervalSince1970: row["answered"]),
                promptTokens: row["prompt_tokens"], completionTokens: row["completion_tokens"])
        }
    }
}

/// A request by its content: the SHA-256 of its canonical bytes.
public struct RequestDigest: Sendable, Hashable {
    /// 64 lower-case hexadecimal digits.
    public let hexadecimal: String

    /// - Parameter canonical: All that the answer depends on, written in one way only.
    public init(of canonical: some Collection<UInt8>) { hexadecimal = SHA256.hexDigest(of: canonical) }
}

/// What was answered, when, and what it took.
public struct CachedResponse: Sendable, Hashable {
    /// The answer in a form that its writer reads.
    public let body: [UInt8]
    /// When it came.
    public let answered: Date
    /// Tokens of the request, as the server counted them; `nil` where it did not say.
    public let promptTokens: Int?
    /// Tokens of the answer, as the server counted them; `nil` where it did not say.
    public let completionTokens: Int?

    /// - Parameters:
    ///   - body: The answer in a form that its writer reads.
    ///   - answered: When it came.
    ///   - promptTokens: As the server counted them; `nil` where it did not say.
    ///   - completionTokens: As the server counted them; `nil` where it did not say.
    public init(body: [UInt8], answered: Date, promptTokens: Int? = nil, completionTokens: Int? = nil) {
        self.body = body
        self.answered = answered
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
    }
}

extension StoreSchema {
    static let responses = StoreSchema(
        kind: "cache of answers", applicationID: 0x4F77_4361,
        versions: [
            """
            CREATE TABLE responses (
                request TEXT NOT NULL PRIMARY KEY,
                body BLOB NOT NULL,
                answered REAL NOT NULL,
                prompt_tokens INTEGER,
                completion_tokens INTEGER
            ) STRICT, WITHOUT ROWID
            """
        ])
}
