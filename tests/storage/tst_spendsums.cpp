// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/gateway/keyspendrepository.h>
#include <storage/gateway/spendlogrepository.h>
#include <storage/gateway/spendrepository.h>

#include <QRandomGenerator>
#include <QTest>

#include <support/spendcheck.h>
#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;

namespace {

/// Rows that share few names, so that every sum has several parts.
class RandomRows
{
public:
    explicit RandomRows(quint32 seed)
        : m_random(seed)
    {
    }

    SpendLog next()
    {
        SpendLog log;
        log.requestId = u"r%1"_s.arg(++m_count);
        log.route = oneOf(u"/v1/chat/completions"_s, u"/chat/completions"_s);
        log.apiKey = named(u"key"_s, 4).toLatin1();
        log.teamId = named(u"team"_s, 3);
        log.organizationId = named(u"org"_s, 2);
        log.user = named(u"user"_s, 3);
        log.endUser = named(u"customer"_s, 3);
        log.budgetId = named(u"budget"_s, 2);
        log.modelGroup = oneOf(u"small"_s, u"large"_s);
        log.model = log.modelGroup + oneOf(u"-1"_s, u"-2"_s);
        log.provider = oneOf(u"openai"_s, u"azure"_s);
        addNumbers(log);
        if (below(3) == 0)
            log.metadata["team_budget_id"] = "budget1";
        for (int i = below(4); i > 0; --i)
            log.tags.append(named(u"tag"_s, 3));
        return log;
    }
    int below(int end) { return m_random.bounded(end); }

private:
    void addNumbers(SpendLog &log)
    {
        static const QStringList statuses{u"success"_s, u"success"_s, u"failure"_s, u"client_gone"_s};
        log.status = statuses.at(below(4));
        log.spend = core::Money::fromNanos(log.status == u"failure" ? 0 : below(1'000'000));
        log.promptTokens = below(1000);
        log.completionTokens = below(1000);
        log.cachedTokens = below(100);
        log.startTime =
            core::fromMicros(1'795'000'000'000'000 + std::int64_t(below(400)) * 3'600'000'000 / 2);
        log.endTime = log.startTime;
        log.hasModelBudget = log.apiKey == "key1";
    }
    QString oneOf(const QString &a, const QString &b) { return below(2) ? a : b; }
    /// Empty now and then.
    QString named(const QString &prefix, int count)
    {
        const int number = below(count + 1);
        return number == 0 ? QString() : prefix + QString::number(number);
    }

    QRandomGenerator m_random;
    int m_count = 0;
};

template <typename T>
T must(const core::Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(core::describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return *result;
}

const auto Sums = u"CAST(SUM(spend) AS BIGINT), CAST(SUM(prompt_tokens) AS BIGINT), "
                  u"CAST(SUM(completion_tokens) AS BIGINT), CAST(SUM(cached_tokens) AS BIGINT), COUNT(*), "
                  "CAST(SUM(CASE status WHEN 'success' THEN 1 ELSE 0 END) AS BIGINT), "
                  "CAST(SUM(CASE status WHEN 'success' THEN 0 ELSE 1 END) AS BIGINT)"_s;
const auto SumColumns =
    u"spend, prompt_tokens, completion_tokens, cached_tokens, requests, successes, failures"_s;

} // namespace

/// Every sum the writer keeps equals the sum of the rows.
class SpendSumsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Database> m_database;

    QStringList table(const QString &sql, int columns)
    {
        return must(m_database->select<QString>(sql, {}, [columns](const Row &row) {
            QStringList cells;
            for (int i = 0; i < columns; ++i)
                cells.append(row.text(i));
            return cells.join(u'|');
        }));
    }

    void makeObjects()
    {
        const auto insert = [&](const QString &sql, int count) {
            for (int i = 1; i <= count; ++i)
                must(m_database->execute(QString(sql).replace(u"#"_s, QString::number(i))));
        };
        insert(u"INSERT INTO verification_tokens (token, key_name, models, metadata, extra, created_at, "
               u"created_by, "
               "updated_at, updated_by) VALUES ('key#', '', '[]', '{}', '{}', 0, '', 0, '')"_s,
               3);
        insert(u"INSERT INTO teams (team_id, models, metadata, extra, created_at, updated_at) "
               "VALUES ('team#', '[]', '{}', '{}', 0, 0)"_s,
               2);
        for (const auto *user : {"user1", "user2", "litellm-proxy-budget"})
            insert(u"INSERT INTO users (user_id, models, metadata, extra, created_at, updated_at) "
                   "VALUES ('%1', '[]', '{}', '{}', 0, 0)"_s.arg(QLatin1StringView(user)),
                   1);
        insert(u"INSERT INTO organizations (organization_id, organization_alias, models, metadata, extra, "
               u"created_at, "
               "created_by, updated_at, updated_by) VALUES ('org#', '', '[]', '{}', '{}', 0, '', 0, '')"_s,
               2);
        insert(u"INSERT INTO budgets (budget_id, extra, created_at, created_by, updated_at, updated_by) "
               "VALUES ('budget#', '{}', 0, '', 0, '')"_s,
               2);
        insert(u"INSERT INTO tags (tag_name, models, model_info, created_at, created_by, updated_at) "
               "VALUES ('tag#', '[]', '{}', 0, '', 0)"_s,
               2);
        insert(
            u"INSERT INTO team_members (team_id, position, user_id, role) VALUES ('team1', #, 'user#', 'user')"_s,
            3);
        insert(
            u"INSERT INTO organization_members (organization_id, user_id, user_role, created_at, updated_at) "
            "VALUES ('org1', 'user#', 'internal_user', 0, 0)"_s,
            3);
    }

    void restartSomething(RandomRows &random, core::Timestamp now)
    {
        struct Target {
            SpendOwner owner;
            QString id;
            QString second;
        };
        static const QList<Target> targets{{SpendOwner::Key, u"key1"_s, {}},
                                           {SpendOwner::Team, u"team1"_s, {}},
                                           {SpendOwner::Budget, u"budget1"_s, {}},
                                           {SpendOwner::User, u"user1"_s, {}},
                                           {SpendOwner::User, u"litellm-proxy-budget"_s, {}},
                                           {SpendOwner::Organization, u"org1"_s, {}},
                                           {SpendOwner::OrganizationMember, u"org1"_s, u"user1"_s},
                                           {SpendOwner::Member, u"team1"_s, u"user2"_s},
                                           {SpendOwner::Tag, u"tag1"_s, {}}};
        const Target &target = targets.at(random.below(int(targets.size())));
        must(SpendRepository(*m_database).restart(target.owner, target.id, target.second, {{}, {}, now}));
    }

    /// As KeyStore does it.
    QString rotate(const QString &from)
    {
        const QString to = from + u"'"_s;
        must(m_database->execute(u"INSERT INTO verification_tokens (token, key_name, models, metadata, "
                                 u"extra, created_at, created_by, "
                                 u"updated_at, updated_by) VALUES (?, '', '[]', '{}', '{}', 0, '', 0, '')"_s,
                                 {to}));
        must(SpendRepository(*m_database).inheritKey(from.toLatin1(), to.toLatin1()));
        must(KeySpendRepository(*m_database).move(from.toLatin1(), to.toLatin1()));
        must(m_database->execute(u"DELETE FROM verification_tokens WHERE token = ?"_s, {from}));
        must(KeySpendRepository(*m_database).insert({from.toLatin1(), to.toLatin1(), {}}));
        return to;
    }

    void insertSomeTwice(quint32 seed)
    {
        RandomRows random(seed);
        SpendLogRepository logs(*m_database);
        QList<SpendLog> all;
        while (all.size() < 600) {
            QList<SpendLog> batch;
            for (int i = random.below(60); i >= 0; --i) {
                const bool again = !all.isEmpty() && random.below(8) == 0;
                batch.append(again ? all.at(random.below(int(all.size()))) : random.next());
                all.append(batch.last());
            }
            must(logs.insertMany(batch));
        }
        QVERIFY(must(logs.count({})).value < all.size());
    }

    void compare(const QString &kept, const QString &summed, int columns)
    {
        const QStringList found = table(kept, columns);
        QVERIFY2(!found.isEmpty(), qPrintable(kept));
        QCOMPARE(found, table(summed, columns));
    }

    void compareSpend(const QString &objects, const QString &id, const QString &logColumn)
    {
        compare(
            u"SELECT %2, spend FROM %1 ORDER BY %2"_s.arg(objects, id),
            u"SELECT %2, (SELECT CAST(COALESCE(SUM(spend), 0) AS BIGINT) FROM spend_logs WHERE %3 = %1.%2) FROM %1 ORDER BY %2"_s
                .arg(objects, id, logColumn),
            2);
    }

private Q_SLOTS:
    void init()
    {
        m_database = support::openGatewayTables();
        makeObjects();
    }

    void sumsEqualTheRows_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 5; ++seed)
            QTest::addRow("random rows, seed %u", seed) << seed;
    }

    void sumsEqualTheRows()
    {
        QFETCH(quint32, seed);
        insertSomeTwice(seed);
        compareObjects();
        compareShares();
        compareDays();
        compareTags();
    }

    void aCustomerComesIntoBeingByACall()
    {
        SpendLogRepository logs(*m_database);
        SpendLog served{.requestId = u"1"_s, .endUser = u"new"_s, .status = u"success"_s};
        SpendLog refused{.requestId = u"2"_s, .endUser = u"nobody"_s, .status = u"failure"_s};
        must(logs.insertMany({served, refused}));
        QCOMPARE(table(u"SELECT user_id, spend, blocked FROM end_users"_s, 3), QStringList{u"new|0|0"_s});
    }

    void aCallThatHadEndedBeforeAResetAddsNothing_data()
    {
        QTest::addColumn<QList<qint64>>("ends");
        QTest::addColumn<qint64>("spend");
        QTest::newRow("all had ended") << QList<qint64>{900, 999} << qint64(0);
        QTest::newRow("one had ended") << QList<qint64>{999, 1000, 1001} << qint64(2);
        QTest::newRow("none had ended") << QList<qint64>{1000, 2000} << qint64(2);
    }

    void aCallThatHadEndedBeforeAResetAddsNothing()
    {
        QFETCH(QList<qint64>, ends);
        QFETCH(qint64, spend);
        must(SpendRepository(*m_database)
                 .restart(SpendOwner::Team, u"team1"_s, {}, {{}, std::nullopt, core::fromMicros(1000)}));
        QList<SpendLog> logs;
        for (const qint64 end : ends) {
            SpendLog log{.requestId = QString::number(end), .teamId = u"team1"_s, .status = u"success"_s};
            log.spend = core::Money::fromNanos(1);
            log.endTime = core::fromMicros(end);
            logs.append(log);
        }
        must(SpendLogRepository(*m_database).insertMany(logs));
        QCOMPARE(table(u"SELECT spend FROM teams WHERE team_id = 'team1'"_s, 1),
                 QStringList{QString::number(spend)});
        QCOMPARE(table(u"SELECT CAST(SUM(spend) AS BIGINT) FROM daily_totals"_s, 1),
                 QStringList{QString::number(ends.size())});
    }

    void whatAReplacedKeySpentIsItsSuccessors()
    {
        KeySpendRepository spends(*m_database);
        must(spends.insert({"old", "middle", {}}));
        must(spends.insert({"middle", "key1", {}}));
        QList<SpendLog> logs;
        for (const char *key : {"old", "middle", "key1", "gone"}) {
            SpendLog log{.requestId = QString::fromLatin1(key), .apiKey = key, .status = u"success"_s};
            log.modelGroup = u"m"_s;
            log.hasModelBudget = true;
            log.spend = core::Money::fromNanos(1);
            logs.append(log);
        }
        must(SpendLogRepository(*m_database).insertMany(logs));
        QCOMPARE(table(u"SELECT spend FROM verification_tokens WHERE token = 'key1'"_s, 1),
                 QStringList{u"3"_s});
        QCOMPARE(table(u"SELECT token, spend FROM key_model_spend"_s, 2), QStringList{u"key1|3"_s});
    }

    void resetsAndRotationsKeepTheSums_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 2; ++seed)
            QTest::addRow("random rows, seed %u", seed) << seed;
    }

    void resetsAndRotationsKeepTheSums()
    {
        QFETCH(quint32, seed);
        RandomRows random(seed);
        SpendLogRepository logs(*m_database);
        qint64 now = 1'795'000'000'000'000;
        QString key = u"key2"_s;
        for (int batch = 0; batch < 60; ++batch) {
            QList<SpendLog> rows;
            for (int i = random.below(20); i >= 0; --i) {
                rows.append(random.next());
                // Rows come late, some after the reset that their calls had ended before.
                rows.last().endTime = core::fromMicros(now - random.below(5'000'000));
                if (rows.last().apiKey == "key2" && random.below(2))
                    rows.last().apiKey = key.toLatin1();
            }
            must(logs.insertMany(rows));
            now += 1'000'000;
            restartSomething(random, core::fromMicros(now));
            if (batch % 20 == 10)
                key = rotate(key);
        }
        QCOMPARE(must(support::spendMismatches(*m_database)), QStringList());
        QVERIFY(m_database->run(u"UPDATE teams SET spend = spend + 1"_s));
        QCOMPARE(must(support::spendMismatches(*m_database)).size(), 2);
    }

    void aFailedBatchAddsNothing()
    {
        QVERIFY(m_database->run(u"ALTER TABLE spend_log_hours RENAME TO away"_s));
        RandomRows random(1);
        QVERIFY(!SpendLogRepository(*m_database).insertMany({random.next(), random.next()}));
        for (const auto *kept : {"daily_spend", "daily_totals", "end_users", "spend_logs"})
            QVERIFY(table(u"SELECT * FROM "_s + QLatin1StringView(kept), 1).isEmpty());
        QVERIFY(m_database->run(u"ALTER TABLE away RENAME TO spend_log_hours"_s));
    }

private:
    void compareObjects()
    {
        compareSpend(u"verification_tokens"_s, u"token"_s, u"api_key"_s);
        compareSpend(u"teams"_s, u"team_id"_s, u"team_id"_s);
        compareSpend(u"organizations"_s, u"organization_id"_s, u"organization_id"_s);
        compareSpend(u"end_users"_s, u"user_id"_s, u"end_user"_s);
        compare(
            u"SELECT user_id, spend FROM users WHERE user_id LIKE 'user%' ORDER BY user_id"_s,
            u"SELECT user_id, CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE user_id IN ('user1', 'user2') GROUP BY 1 ORDER BY 1"_s,
            2);
        compare(u"SELECT spend FROM users WHERE user_id = 'litellm-proxy-budget'"_s,
                u"SELECT CAST(SUM(spend) AS BIGINT) FROM spend_logs"_s, 1);
        compare(u"SELECT budget_id, spend FROM budgets ORDER BY 1"_s,
                u"SELECT budget_id, (SELECT CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE budget_id = "
                u"b.budget_id OR "
                "metadata LIKE '%\"' || b.budget_id || '\"%') FROM budgets b ORDER BY 1"_s,
                2);
    }

    void compareShares()
    {
        compare(u"SELECT user_id, spend FROM team_members ORDER BY 1"_s,
                u"SELECT user_id, CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE team_id = 'team1' AND "
                u"user_id <> '' GROUP "
                u"BY 1 "
                "ORDER BY 1"_s,
                2);
        compare(u"SELECT user_id, spend FROM organization_members ORDER BY 1"_s,
                u"SELECT user_id, CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE organization_id = 'org1' "
                u"AND user_id <> '' "
                "GROUP BY 1 ORDER BY 1"_s,
                2);
        compare(u"SELECT token, model, spend FROM key_model_spend ORDER BY 1, 2"_s,
                u"SELECT api_key, model_group, CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE api_key = "
                u"'key1' GROUP BY 1, 2 "
                "ORDER BY 1, 2"_s,
                3);
    }

    void compareDays()
    {
        const auto day = u"start_time / 86400000000"_s;
        for (const auto &[type, column] : {std::pair{u"user"_s, u"user_id"_s},
                                           {u"team"_s, u"team_id"_s},
                                           {u"organization"_s, u"organization_id"_s},
                                           {u"customer"_s, u"end_user"_s},
                                           {u"key"_s, u"api_key"_s}}) {
            const QString kinds = u"api_key, model, model_group, provider, "_s;
            compare(
                u"SELECT entity_id, day, %1endpoint, %2 FROM daily_spend WHERE entity_type = '%3' "
                "ORDER BY 1, 2, 3, 4, 5, 6, 7"_s.arg(kinds, SumColumns, type),
                u"SELECT %1, %2, %3route, %4 FROM spend_logs WHERE %1 <> '' OR '%1' = 'user_id' "
                "GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7"_s.arg(column, day, kinds, Sums),
                14);
        }
        compare(
            u"SELECT day, model, model_group, provider, endpoint, %1 FROM daily_totals ORDER BY 1, 2, 3, 4, 5"_s
                .arg(SumColumns),
            u"SELECT %1, model, model_group, provider, route, %2 FROM spend_logs GROUP BY 1, 2, 3, 4, 5 "
            "ORDER BY 1, 2, 3, 4, 5"_s.arg(day, Sums),
            12);
        compare(u"SELECT hour, requests FROM spend_log_hours ORDER BY 1"_s,
                u"SELECT start_time / 3600000000, COUNT(*) FROM spend_logs GROUP BY 1 ORDER BY 1"_s, 2);
    }

    void compareTags()
    {
        for (int i = 1; i <= 3; ++i) {
            const QString carries = u"request_tags LIKE '%\"tag%1\"%'"_s.arg(i);
            compare(u"SELECT CAST(SUM(spend) AS BIGINT), CAST(SUM(requests) AS BIGINT), CAST(SUM(failures) "
                    u"AS BIGINT) FROM daily_spend WHERE entity_type = 'tag' "
                    "AND entity_id = 'tag%1'"_s.arg(i),
                    u"SELECT CAST(SUM(spend) AS BIGINT), COUNT(*), CAST(SUM(CASE status WHEN 'success' THEN "
                    u"0 ELSE 1 END) AS BIGINT) FROM "
                    u"spend_logs "
                    "WHERE "_s +
                        carries,
                    3);
            if (i < 3)
                compare(u"SELECT spend FROM tags WHERE tag_name = 'tag%1'"_s.arg(i),
                        u"SELECT CAST(SUM(spend) AS BIGINT) FROM spend_logs WHERE "_s + carries, 1);
        }
    }
};

QTEST_GUILESS_MAIN(SpendSumsTest)
#include "tst_spendsums.moc"
