// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqldialect.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

// Drivers bind a null QString as NULL and only know some integer types.
QVariant plain(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return value.toString().isNull() ? QVariant(u""_s) : value;
    case QMetaType::Bool:
        return value.toInt();
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::UInt:
        return value.toLongLong();
    default:
        return value;
    }
}

class Sqlite final : public SqlDialect
{
public:
    QString driver() const override { return u"QSQLITE"_s; }
    bool readsForwardOnly() const override { return true; }
    bool statementsEndWithConnection() const override { return false; }
    bool canPrepare(const QString &) const override { return true; }
    // Waits for the write lock; a deferred transaction would fail at once when it turns from reading to
    // writing.
    QStringList beginWriting() const override { return {u"BEGIN IMMEDIATE"_s}; }
    QVariant bound(const QVariant &value) const override { return plain(value); }
    QString schemaVersion() const override { return u"PRAGMA user_version"_s; }
    QString setSchemaVersion(int version) const override
    {
        return u"PRAGMA user_version = %1"_s.arg(version);
    }

    QString jsonMember(const QString &column, const QString &member) const override
    {
        return u"json_extract(%1, '$.%2')"_s.arg(column, member);
    }
    QString jsonTexts(const QString &column, const QString &alias) const override
    {
        return u"json_each(%1) AS %2"_s.arg(column, alias);
    }

    bool isConstraint(const QSqlError &error) const override { return codeOf(error) == Constraint; }
    bool isConnectionLost(const QSqlError &) const override { return false; }
    QString reason(const QSqlError &error, bool valuesBound) const override
    {
        const int code = codeOf(error);
        if (valuesBound && !textHoldsNoValue(code))
            return u"error %1"_s.arg(code);
        return error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    }

private:
    static constexpr int Constraint = 19;

    // https://www.sqlite.org/rescode.html; the low byte is the primary code.
    static int codeOf(const QSqlError &error) { return error.nativeErrorCode().toInt() & 0xff; }

    // Primary codes whose texts name tables, columns and files only.
    static constexpr bool textHoldsNoValue(int code)
    {
        constexpr int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13,
                      CannotOpen = 14, NotADatabase = 26;
        for (const int known :
             {Busy, Locked, ReadOnly, IoError, Corrupt, Full, CannotOpen, Constraint, NotADatabase}) {
            if (code == known)
                return true;
        }
        return false;
    }
};

class Postgres final : public SqlDialect
{
public:
    QString driver() const override { return u"QPSQL"_s; }
    // The driver loses rows that come one by one when a visitor runs another statement.
    bool readsForwardOnly() const override { return false; }
    // One by one each would be a round trip, or a warning when the server has gone.
    bool statementsEndWithConnection() const override { return true; }

    // https://www.postgresql.org/docs/15/sql-prepare.html
    bool canPrepare(const QString &sql) const override
    {
        static const QStringList words{u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s,
                                       u"WITH"_s,   u"VALUES"_s, u"MERGE"_s};
        return std::any_of(words.begin(), words.end(),
                           [&](const QString &word) { return sql.startsWith(word, Qt::CaseInsensitive); });
    }

    // Writers wait for one another as in SQLite, so that two of them can neither deadlock nor both act on
    // what they read. The number is "SKSW"; other schemas of the same database have locks of their own.
    QStringList beginWriting() const override
    {
        return {u"BEGIN"_s, u"SELECT pg_advisory_xact_lock(1397445463, hashtext(current_schema()))"_s};
    }

    // Text cannot hold a zero character; the row is worth more than the character.
    QVariant bound(const QVariant &value) const override
    {
        if (value.typeId() == QMetaType::QString && value.toString().contains(QChar(u'\0')))
            return value.toString().replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
        return plain(value);
    }

    QString schemaVersion() const override { return u"SELECT version FROM sekisho_schema"_s; }
    QString setSchemaVersion(int version) const override
    {
        return u"UPDATE sekisho_schema SET version = %1"_s.arg(version);
    }

    QString jsonMember(const QString &column, const QString &member) const override
    {
        return u"(%1::json ->> '%2')"_s.arg(column, member);
    }
    QString jsonTexts(const QString &column, const QString &alias) const override
    {
        return u"json_array_elements_text(%1::json) AS %2(value)"_s.arg(column, alias);
    }

    bool isConstraint(const QSqlError &error) const override
    {
        return error.nativeErrorCode().startsWith(u"23");
    }

    // Without a code the client library speaks, not the server: it lost the connection. 57P is a server that
    // ends or is not ready; 25006 one that has become a copy which can only be read.
    bool isConnectionLost(const QSqlError &error) const override
    {
        const QString code = error.nativeErrorCode();
        return code.isEmpty() || code.startsWith(u"08") || code.startsWith(u"57P") || code == u"25006";
    }

    // Only the first line: details and the quoted statement hold values. Those of data errors (22) do too.
    QString reason(const QSqlError &error, bool valuesBound) const override
    {
        const QString code = error.nativeErrorCode();
        if (valuesBound && (code.startsWith(u"22") || code.startsWith(u"XX")))
            return u"error %1"_s.arg(code);
        QString line = error.databaseText().trimmed().section(u'\n', 0, 0).simplified();
        if (line.startsWith(u"ERROR: "))
            line = line.sliced(7);
        return line.isEmpty() ? error.driverText() : line;
    }
};

} // namespace

const SqlDialect &SqlDialect::sqlite()
{
    static const Sqlite dialect;
    return dialect;
}

const SqlDialect &SqlDialect::postgres()
{
    static const Postgres dialect;
    return dialect;
}

} // namespace sekisho::storage
