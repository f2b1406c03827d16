// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlconnection.h"

#include <atomic>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

// Lists with optional filters make a handful of texts each; past this something builds SQL from data.
constexpr std::size_t MostStatements = 256;

QString firstWords(const QString &sql)
{
    constexpr int Shown = 60;
    return sql.simplified().left(Shown);
}

} // namespace

SqlConnection::~SqlConnection()
{
    removeHandle();
}

Result<QSqlDatabase> SqlConnection::addHandle()
{
    static std::atomic<std::uint64_t> counter{0};
    if (!QSqlDatabase::isDriverAvailable(m_dialect.driver()))
        return core::fail(ErrorKind::Storage,
                          u"Qt's driver %1 for the database is not installed"_s.arg(m_dialect.driver()));
    m_handleName = u"sekisho-%1"_s.arg(++counter);
    m_handle = QSqlDatabase::addDatabase(m_dialect.driver(), m_handleName);
    return m_handle;
}

// A statement that outlives its driver ends without a word.
void SqlConnection::removeHandle()
{
    if (m_handleName.isEmpty())
        return;
    if (!m_dialect.statementsEndWithConnection())
        m_statements.clear();
    m_handle.close();
    m_handle = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_handleName);
    m_statements.clear();
    m_handleName.clear();
}

core::Failure SqlConnection::failure(const QString &what, const QSqlError &error, bool valuesBound)
{
    noteFailure(error);
    const core::Error failed{ErrorKind::Storage,
                             u"%1: %2"_s.arg(what, m_dialect.reason(error, valuesBound)),
                             m_dialect.isConstraint(error) ? u"constraint"_s : QString(),
                             {},
                             nullptr};
    if (!m_failure)
        m_failure = failed;
    return core::fail(failed);
}

Result<void> SqlConnection::run(const QString &sql)
{
    QSqlQuery query(m_handle);
    if (!query.exec(sql))
        return failure(u"Cannot run '%1'"_s.arg(firstWords(sql)), query.lastError(), false);
    noteSuccess();
    return {};
}

// A statement in use is not in the table, so that a visitor may run the same text again.
Result<SqlConnection::Statement> SqlConnection::take(const QString &sql)
{
    if (auto node = m_statements.extract(sql))
        return std::move(node.mapped());
    auto query = std::make_unique<QSqlQuery>(m_handle);
    query->setForwardOnly(m_dialect.readsForwardOnly());
    if (!query->prepare(sql))
        return failure(u"Cannot prepare '%1'"_s.arg(firstWords(sql)), query->lastError(), false);
    return query;
}

void SqlConnection::giveBack(const QString &sql, Statement statement)
{
    statement->finish();
    if (!m_dialect.canPrepare(sql))
        return;
    if (m_statements.size() >= MostStatements)
        m_statements.clear();
    m_statements.insert_or_assign(sql, std::move(statement));
}

Result<SqlConnection::Statement> SqlConnection::startUnprepared(const QString &sql)
{
    auto query = std::make_unique<QSqlQuery>(m_handle);
    if (!query->exec(sql))
        return failure(u"Cannot run '%1'"_s.arg(firstWords(sql)), query->lastError(), false);
    noteSuccess();
    return query;
}

Result<SqlConnection::Statement> SqlConnection::start(const QString &sql, const QVariantList &values)
{
    if (!m_dialect.canPrepare(sql))
        return startUnprepared(sql);
    auto statement = take(sql);
    if (!statement)
        return statement;
    for (int i = 0; i < values.size(); ++i)
        (*statement)->bindValue(i, m_dialect.bound(values.at(i)));
    if ((*statement)->exec()) {
        noteSuccess();
        return statement;
    }
    auto failed = failure(u"Cannot run '%1'"_s.arg(firstWords(sql)), (*statement)->lastError(), true);
    giveBack(sql, std::move(*statement));
    return failed;
}

static const QString &nameOfValue(qsizetype index)
{
    thread_local QStringList names;
    while (names.size() <= index)
        names.append(u":p%1"_s.arg(names.size()));
    return names.at(index);
}

Result<void> SqlConnection::runNamed(QSqlQuery &statement, const QString &sql, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        statement.bindValue(nameOfValue(i), m_dialect.bound(values.at(i)));
    if (!statement.exec())
        return failure(u"Cannot run '%1'"_s.arg(firstWords(sql)), statement.lastError(), true);
    noteSuccess();
    return {};
}

} // namespace sekisho::storage
