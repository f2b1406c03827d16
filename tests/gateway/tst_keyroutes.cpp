// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/ids.h>
#include <gateway/controlharness.h>
#include <gateway/directoryloader.h>
#include <storage/gateway/keyrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

namespace {
Json parsed(const QByteArray &text)
{
    return core::parseJson(text).value_or(Json());
}
} // namespace

class KeyRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    std::int64_t storedKeys() const { return storage::KeyRepository(*m->database).count({}).value_or(-1); }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void generateAnswersWithTheKeyAndEveryField()
    {
        const Json key = m->newKey(parsed(R"({"key_alias":"ci-bot","models":["gpt-4o-mini"],"max_budget":5,
            "budget_duration":"30d","duration":"7d","user_id":"u1","metadata":{"a":1},"tags":["t"],"rpm_limit":3})"));
        QVERIFY(core::stringOr(key, "key").startsWith(u"sk-"_s));
        QCOMPARE(core::stringOr(key, "token").toLatin1(),
                 core::sha256Hex(core::stringOr(key, "key").toUtf8()));
        QCOMPARE(key["token_id"], key["token"]);
        QCOMPARE(core::stringOr(key, "key_name"), u"sk-..."_s + core::stringOr(key, "key").right(4));
        QCOMPARE(key["expires"], Json("2026-11-30T10:00:00Z"));
        QCOMPARE(key["budget_reset_at"], Json("2026-12-01T00:00:00Z"));
        QCOMPARE(key["max_budget"], Json(5.0));
        QCOMPARE(key["spend"], Json(0.0));
        QCOMPARE(key["models"], Json::array({"gpt-4o-mini"}));
        QCOMPARE(key["metadata"], parsed(R"({"a":1,"tags":["t"]})"));
        QCOMPARE(key["created_by"], Json("default_user_id"));
        for (const char *field : {"team_id", "soft_budget", "tpm_limit", "budget_id", "litellm_budget_table"})
            QVERIFY2(key.contains(field) && key[field].is_null(), field);
        QCOMPARE(key["aliases"], Json::object());
        QCOMPARE(key["allowed_routes"], Json::array());
    }

    void aNewKeyIsInTheDirectoryAndInTheDatabase()
    {
        const Json key = m->newKey({{"key_alias", "a"}, {"spend", 1.5}});
        const auto entry = m->directory.key(tokenIn(key));
        QVERIFY(entry);
        QCOMPARE(entry->meter->spentNanos.load(), 1'500'000'000);
        const auto stored = storage::KeyRepository(*m->database).find(tokenIn(key));
        QVERIFY(stored && *stored);
        QVERIFY(**stored == entry->rules);
    }

    void thePlainKeyIsNowhereElse()
    {
        const Json key = m->newKey({{"key_alias", "a"}});
        const QString plain = core::stringOr(key, "key");
        const QString hash = QString::fromLatin1(tokenIn(key));
        for (const auto &answer : {m->get("/key/info", u"key="_s + hash), m->get("/key/list"),
                                   m->get("/key/list", u"return_full_object=true"_s),
                                   m->post("/key/update", {{"key", hash}, {"key_alias", "b"}})}) {
            QVERIFY(answer);
            QVERIFY(!core::toJsonBytes(*answer).contains(plain.toUtf8()));
        }
        const auto rows = m->database->select<QString>(
            u"SELECT token || key_name || metadata || extra FROM verification_tokens"_s, {},
            [](const storage::Row &row) { return row.text(0); });
        QVERIFY(rows && rows->size() == 1 && !rows->first().contains(plain));
    }

    void acceptsACustomKey()
    {
        const Json key = m->newKey({{"key", "sk-my-own-key-1234"}});
        QCOMPARE(key["key"], Json("sk-my-own-key-1234"));
        QCOMPARE(key["key_name"], Json("sk-...1234"));
        const auto again = m->post("/key/generate", {{"key", "sk-my-own-key-1234"}});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QCOMPARE(again.error().param, u"key"_s);
        QVERIFY(!again.error().detail.contains(u"my-own"_s));
    }

    void refusesBadCustomKeys_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("without sk-") << u"pk-1234567890123456"_s;
        QTest::newRow("with a space") << u"sk-with a space"_s;
        QTest::newRow("of nothing") << u"sk-"_s;
        QTest::newRow("with a line break") << u"sk-abc\n"_s;
        QTest::newRow("with letters that no header carries") << u"sk-鍵鍵鍵鍵"_s;
        QTest::newRow("of 101 characters") << u"sk-"_s + QString(98, u'x');
    }

    void refusesBadCustomKeys()
    {
        QFETCH(QString, key);
        const auto answer = m->post("/key/generate", {{"key", key}});
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QCOMPARE(answer.error().param, u"key"_s);
        QVERIFY2(key == u"sk-" || !answer.error().detail.contains(key), "an error must not repeat a key");
        QCOMPARE(storedKeys(), 0);
    }

    void refusesBadInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("param");
        const auto row = [](const char *name, const char *body, const char *param) {
            QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(param);
        };
        row("an alias that is a number", R"({"key_alias":5})", "key_alias");
        row("models that are one string", R"({"models":"gpt-4o"})", "models");
        row("a list of models with a number", R"({"models":["a",1]})", "models");
        row("a budget in quotes", R"({"max_budget":"5"})", "max_budget");
        row("a negative budget", R"({"max_budget":-0.01})", "max_budget");
        row("a negative soft budget", R"({"soft_budget":-1})", "soft_budget");
        row("a budget beyond counting", R"({"max_budget":1e18})", "max_budget");
        row("a negative starting spend", R"({"spend":-1})", "spend");
        row("half a request a minute", R"({"rpm_limit":0.5})", "rpm_limit");
        row("a negative token limit", R"({"tpm_limit":-1})", "tpm_limit");
        row("a limit past 64 bits", R"({"tpm_limit":18446744073709551615})", "tpm_limit");
        row("blocked as a word", R"({"blocked":"yes"})", "blocked");
        row("metadata that is a list", R"({"metadata":[]})", "metadata");
        row("a duration without a unit", R"({"duration":"30"})", "duration");
        row("a duration in words", R"({"duration":"soon"})", "duration");
        row("a duration that is a number", R"({"duration":5})", "duration");
        row("an unknown budget period", R"({"budget_duration":"fortnight"})", "budget_duration");
        row("a budget period of nothing", R"({"budget_duration":"0d"})", "budget_duration");
        row("an unknown team", R"({"team_id":"nobody"})", "team_id");
        row("an unknown budget", R"({"budget_id":"nothing"})", "budget_id");
        row("an unknown kind of key", R"({"key_type":"root"})", "key_type");
        row("aliases that are no object", R"({"aliases":[1]})", "aliases");
        row("routes that are no strings", R"({"allowed_routes":[1]})", "allowed_routes");
        row("a NUL in the alias", R"({"key_alias":"a\u0000b"})", "key_alias");
        const QByteArray tooLong(1025, 'x');
        QTest::newRow("an alias of 1025 bytes") << "{\"key_alias\":\"" + tooLong + "\"}" << u"key_alias"_s;
        QTest::newRow("a user of 1025 bytes") << "{\"user_id\":\"" + tooLong + "\"}" << u"user_id"_s;
        QTest::newRow("a model of 1025 bytes") << "{\"models\":[\"" + tooLong + "\"]}" << u"models"_s;
        QTest::newRow("metadata of 64 KiB")
            << "{\"metadata\":{\"x\":\"" + QByteArray(65536, 'x') + "\"}}" << u"metadata"_s;
    }

    void refusesBadInput()
    {
        QFETCH(QByteArray, body);
        const auto answer = m->post("/key/generate", parsed(body));
        QVERIFY(!answer);
        QCOMPARE(core::nameOf(answer.error().kind), core::nameOf(ErrorKind::InvalidInput));
        QTEST(answer.error().param, "param");
        QVERIFY2(answer.error().detail.size() < 300, "an error must not echo what was sent");
        QCOMPARE(storedKeys(), 0);
        QVERIFY(m->directory.keys().empty());
    }

    void theSameBadInputChangesNothingInAnUpdate_data() { refusesBadInput_data(); }

    void theSameBadInputChangesNothingInAnUpdate()
    {
        QFETCH(QByteArray, body);
        Json change = parsed(body);
        const Json key = m->newKey({{"key_alias", "before"}, {"max_budget", 2}});
        const auto before = m->directory.key(tokenIn(key))->rules;
        change["key"] = key["key"];
        const auto answer = m->post("/key/update", change);
        QVERIFY(!answer);
        QTEST(answer.error().param, "param");
        QVERIFY(m->directory.key(tokenIn(key))->rules == before);
        QVERIFY(**storage::KeyRepository(*m->database).find(tokenIn(key)) == before);
    }

    void aliasesAreUnique()
    {
        m->newKey({{"key_alias", "bot"}});
        const auto second = m->post("/key/generate", {{"key_alias", "bot"}});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QCOMPARE(second.error().code, u"bad_request_error"_s);
        QCOMPARE(second.error().param, u"key_alias"_s);
        QCOMPARE(second.error().detail,
                 u"Key with alias 'bot' already exists. Unique key aliases across all keys are required."_s);
        const Json other = m->newKey({{"key_alias", "other"}});
        QVERIFY(!m->post("/key/update", {{"key", other["key"]}, {"key_alias", "bot"}}));
        QVERIFY(m->post("/key/update", {{"key", other["key"]}, {"key_alias", "other"}}));
    }

    void updateKeepsWhatIsAbsentAndClearsWhatIsNull()
    {
        const Json key =
            m->newKey(parsed(R"({"key_alias":"a","max_budget":5,"budget_duration":"1d","duration":"1h",
            "models":["m"],"aliases":{"x":"y"},"tpm_limit":9})"));
        const auto answer = m->post("/key/update", {{"key", key["key"]},
                                                    {"max_budget", nullptr},
                                                    {"models", nullptr},
                                                    {"budget_duration", nullptr}});
        QVERIFY(answer);
        QCOMPARE((*answer)["key"], key["key"]);
        for (const char *cleared : {"max_budget", "budget_duration", "budget_reset_at"})
            QVERIFY2((*answer)[cleared].is_null(), cleared);
        QCOMPARE((*answer)["models"], Json::array());
        for (const char *kept : {"key_alias", "expires", "aliases", "tpm_limit"})
            QCOMPARE((*answer)[kept], key[kept]);
    }

    void minusOneMakesAKeyLastForever()
    {
        const Json key = m->newKey({{"duration", "1h"}});
        QVERIFY(!key["expires"].is_null());
        const auto answer = m->post("/key/update", {{"key", key["token"]}, {"duration", "-1"}});
        QVERIFY(answer && (*answer)["expires"].is_null());
    }

    void anUpdateLosesNoSpendUnlessToldTo()
    {
        const Json key = m->newKey({{"spend", 1}});
        const auto meter = m->directory.key(tokenIn(key))->meter;
        meter->spentNanos += 500'000'000;
        QVERIFY(m->post("/key/update", {{"key", key["key"]}, {"max_budget", 9}}));
        QCOMPARE(m->directory.key(tokenIn(key))->meter, meter);
        QCOMPARE(meter->spentNanos.load(), 1'500'000'000);
        const auto answer = m->post("/key/update", {{"key", key["key"]}, {"spend", 0.25}});
        QVERIFY(answer);
        QCOMPARE((*answer)["spend"], Json(0.25));
        QCOMPARE(storage::KeyRepository(*m->database).find(tokenIn(key)).value()->spend,
                 core::Money::fromUsd(0.25));
    }

    void infoShowsLiveSpend()
    {
        const Json key = m->newKey();
        m->directory.key(tokenIn(key))->meter->spentNanos = 2'500'000;
        const auto info = m->get("/key/info", u"key="_s + core::stringOr(key, "key"));
        QVERIFY(info);
        QCOMPARE((*info)["info"]["spend"], Json(0.0025));
        QVERIFY(!(*info)["info"].contains("token"));
    }

    void infoIsForTheKeyItself()
    {
        const Json mine = m->newKey({{"user_id", "u1"}});
        const Json alsoMine = m->newKey({{"user_id", "u1"}});
        const Json foreign = m->newKey({{"user_id", "u2"}});
        const auto caller = m->callerOf(tokenIn(mine));
        const auto own = m->getAs(caller, "/key/info");
        QVERIFY(own);
        QCOMPARE((*own)["key"], mine["token"]);
        QCOMPARE((*own)["info"]["user_id"], Json("u1"));
        QVERIFY(m->getAs(caller, "/key/info", u"key="_s + core::stringOr(alsoMine, "token")));
        for (const QString &name : {core::stringOr(foreign, "token"), u"sk-unknown-unknown"_s, u"'"_s}) {
            const auto answer = m->getAs(caller, "/key/info", u"key="_s + name);
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::Forbidden);
        }
    }

    void infoOfAnUnknownKeyIsNotFound()
    {
        for (const QString &query :
             {QString(), u"key=sk-unknown"_s, u"key=../../etc/passwd"_s, u"key=' OR 1=1 --"_s}) {
            const auto answer = m->get("/key/info", query);
            QVERIFY(!answer);
            QCOMPARE(answer.error().kind, ErrorKind::NotFound);
            QCOMPARE(answer.error().code, u"not_found_error"_s);
            QCOMPARE(answer.error().param, u"key"_s);
        }
    }

    void infoShowsTheSharedBudget()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 3}}));
        const Json key = m->newKey({{"budget_id", "b"}});
        QCOMPARE(key["litellm_budget_table"]["max_budget"], Json(3.0));
    }

    void blocksAndUnblocks()
    {
        const Json key = m->newKey();
        const auto blocked = m->post("/key/block", {{"key", key["key"]}});
        QVERIFY(blocked && (*blocked)["blocked"] == true);
        QVERIFY(m->directory.key(tokenIn(key))->rules.blocked);
        const auto unblocked = m->post("/key/unblock", {{"key", key["token"]}});
        QVERIFY(unblocked && (*unblocked)["blocked"] == false);
        QVERIFY(!m->directory.key(tokenIn(key))->rules.blocked);
    }

    void unknownKeysCannotBeChanged_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("kind");
        const int notFound = int(ErrorKind::NotFound), invalid = int(ErrorKind::InvalidInput);
        for (const QString &path : {u"/key/update"_s, u"/key/block"_s, u"/key/unblock"_s}) {
            QTest::addRow("%s of an unknown key", qPrintable(path))
                << path << u"sk-unknown-key"_s << notFound;
            QTest::addRow("%s of an unknown hash", qPrintable(path)) << path << QString(64, u'a') << notFound;
            QTest::addRow("%s without a key", qPrintable(path)) << path << QString() << invalid;
        }
        QTest::newRow("block of something else") << u"/key/block"_s << u"x' OR '1'='1"_s << invalid;
        QTest::newRow("update of something else") << u"/key/update"_s << u"x' OR '1'='1"_s << notFound;
    }

    void unknownKeysCannotBeChanged()
    {
        QFETCH(QString, path);
        QFETCH(QString, key);
        m->newKey();
        const auto answer = m->post(path.toUtf8().constData(), {{"key", key}});
        QVERIFY(!answer);
        QTEST(int(answer.error().kind), "kind");
        QCOMPARE(answer.error().param, u"key"_s);
        QVERIFY(!m->directory.keys().front()->rules.blocked);
    }

    void deletesByKeyHashAndAlias()
    {
        const Json a = m->newKey(), b = m->newKey();
        m->newKey({{"key_alias", "c"}});
        const auto answer =
            m->post("/key/delete", {{"keys", {a["key"], b["token"]}}, {"key_aliases", {"c"}}});
        QVERIFY(answer);
        QCOMPARE((*answer)["deleted_keys"], Json::array({a["key"], b["token"], "c"}));
        QCOMPARE(storedKeys(), 0);
        QVERIFY(m->directory.keys().empty());
    }

    void deletesAllOrNothing()
    {
        const Json key = m->newKey();
        const auto none = m->post("/key/delete", {{"keys", {"sk-unknown"}}});
        QCOMPARE(none.error().kind, ErrorKind::NotFound);
        const auto some = m->post("/key/delete", {{"keys", {key["key"], "sk-unknown"}}});
        QCOMPARE(some.error().kind, ErrorKind::InvalidInput);
        const auto injected = m->post("/key/delete", {{"key_aliases", {"' OR 1=1 --", "%"}}});
        QCOMPARE(injected.error().kind, ErrorKind::NotFound);
        const auto nothing = m->post("/key/delete", Json::object());
        QCOMPARE(nothing.error().param, u"keys"_s);
        QCOMPARE(storedKeys(), 1);
    }

    void writesAreForTheAdmin()
    {
        const Json key = m->newKey();
        const auto caller = m->callerOf(tokenIn(key));
        for (const char *path :
             {"/key/generate", "/key/update", "/key/block", "/key/unblock", "/key/delete"}) {
            const auto answer =
                m->call(caller, "POST", path, {}, {{"key", key["key"]}, {"keys", {key["key"]}}});
            QVERIFY2(!answer && answer.error().kind == ErrorKind::Forbidden, path);
        }
        QCOMPARE(storedKeys(), 1);
    }

    void listsPageByPage()
    {
        for (int i = 0; i < 25; ++i) {
            m->clock.advance(std::chrono::seconds(1));
            m->newKey({{"key_alias", "k" + std::to_string(i)}});
        }
        const auto first = m->get("/key/list", u"return_full_object=true"_s);
        QVERIFY(first);
        QCOMPARE((*first)["keys"].size(), 10u);
        QCOMPARE((*first)["keys"][0]["key_alias"], Json("k24"));
        QCOMPARE((*first)["total_count"], Json(25));
        QCOMPARE((*first)["total_pages"], Json(3));
        const auto last = m->get("/key/list", u"page=3&size=10&return_full_object=true"_s);
        QCOMPARE((*last)["keys"].size(), 5u);
        QCOMPARE((*last)["current_page"], Json(3));
        QCOMPARE((*last)["keys"][4]["key_alias"], Json("k0"));
        const auto beyond = m->get("/key/list", u"page=9"_s);
        QVERIFY(beyond && (*beyond)["keys"].empty());
    }

    void pagesFollowEveryChange()
    {
        std::vector<Json> keys;
        for (int i = 0; i < 7; ++i) {
            keys.push_back(m->newKey());
            if (i % 2 == 0)
                m->clock.advance(std::chrono::seconds(1));
        }
        QVERIFY(m->post("/key/delete", {{"keys", {keys[3]["key"]}}}));
        QVERIFY(m->post("/key/regenerate", {{"key", keys[1]["key"]}}));
        QVERIFY(m->post("/key/update", {{"key", keys[5]["key"]}, {"max_budget", 3}}));
        for (const bool descending : {true, false}) {
            QStringList expected;
            const auto rows =
                storage::KeyRepository(*m->database).list({}, {storage::KeyColumn::CreatedAt, descending});
            for (const storage::VirtualKey &key : *rows)
                expected.append(QString::fromLatin1(key.token));
            QStringList paged;
            for (int page = 1; page <= 3; ++page) {
                const auto list = m->get(
                    "/key/list",
                    u"size=2&sort_order=%1&page=%2"_s.arg(descending ? u"desc"_s : u"asc"_s).arg(page));
                paged += (*list)["keys"].get<QList<QString>>();
            }
            QCOMPARE(paged, expected);
        }
    }

    void listsHashesUnlessAskedForObjects()
    {
        const Json key = m->newKey();
        const auto list = m->get("/key/list");
        QCOMPARE((*list)["keys"], Json::array({key["token"]}));
        const auto full = m->get("/key/list", u"return_full_object=true"_s);
        QCOMPARE((*full)["keys"][0]["token"], key["token"]);
    }

    void listSortsAndFilters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QStringList>("aliases");
        QTest::newRow("by spend, least first")
            << u"sort_by=spend&sort_order=asc"_s << QStringList{u"B_1"_s, u"a 1"_s, u"c"_s};
        QTest::newRow("by alias, last first")
            << u"sort_by=key_alias"_s << QStringList{u"c"_s, u"a 1"_s, u"B_1"_s};
        QTest::newRow("of a team") << u"team_id=t"_s << QStringList{u"c"_s};
        QTest::newRow("of an owner") << u"user_id=u1"_s << QStringList{u"a 1"_s};
        QTest::newRow("of an alias with a space as plus") << u"key_alias=a+1"_s << QStringList{u"a 1"_s};
        QTest::newRow("of an alias with a space in hex") << u"key_alias=a%201"_s << QStringList{u"a 1"_s};
        QTest::newRow("of an alias with a plus, which is no space") << u"key_alias=a%2B1"_s << QStringList{};
        QTest::newRow("of part of an alias")
            << u"key_alias=b_&substring_matching=true"_s << QStringList{u"B_1"_s};
        QTest::newRow("of a wildcard, which is a letter")
            << u"key_alias=%25&substring_matching=true"_s << QStringList{};
        QTest::newRow("of an alias that is SQL") << u"key_alias=' OR '1'='1"_s << QStringList{};
        QTest::newRow("of a hash that is none") << u"key_hash=%25"_s << QStringList{};
    }

    void listSortsAndFilters()
    {
        QFETCH(QString, query);
        QVERIFY(m->post("/team/new", {{"team_id", "t"}}));
        m->newKey({{"key_alias", "a 1"}, {"spend", 2}, {"user_id", "u1"}});
        m->newKey({{"key_alias", "B_1"}, {"spend", 1}});
        m->newKey({{"key_alias", "c"}, {"spend", 3}, {"team_id", "t"}});
        const auto list = m->get("/key/list", query + u"&return_full_object=true"_s);
        QVERIFY(list);
        QStringList aliases;
        for (const Json &row : (*list)["keys"])
            aliases.append(core::stringOr(row, "key_alias"));
        QTEST(aliases, "aliases");
    }

    void listRefusesBadParameters_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("param");
        QTest::newRow("page zero") << u"page=0"_s << u"page"_s;
        QTest::newRow("a page in words") << u"page=one"_s << u"page"_s;
        QTest::newRow("101 a page") << u"size=101"_s << u"size"_s;
        QTest::newRow("none a page") << u"size=0"_s << u"size"_s;
        QTest::newRow("a page past 64 bits") << u"page=99999999999999999999"_s << u"page"_s;
        QTest::newRow("an unknown column") << u"sort_by=token; DROP TABLE teams"_s << u"sort_by"_s;
        QTest::newRow("an unknown order") << u"sort_order=sideways"_s << u"sort_order"_s;
        QTest::newRow("a flag in words") << u"return_full_object=maybe"_s << u"return_full_object"_s;
    }

    void listRefusesBadParameters()
    {
        QFETCH(QString, query);
        const auto answer = m->get("/key/list", query);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
    }

    void aKeySeesOnlyItsOwnersKeys()
    {
        const Json owned = m->newKey({{"user_id", "u1"}});
        m->newKey({{"user_id", "u2"}});
        const Json ownerless = m->newKey();
        const auto list = m->getAs(m->callerOf(tokenIn(owned)), "/key/list", u"user_id=u2"_s);
        QCOMPARE((*list)["keys"], Json::array({owned["token"]}));
        const auto itself = m->getAs(m->callerOf(tokenIn(ownerless)), "/key/list");
        QCOMPARE((*itself)["keys"], Json::array({ownerless["token"]}));
        const auto other = m->getAs(m->callerOf(tokenIn(ownerless)), "/key/list",
                                    u"key_hash="_s + core::stringOr(owned, "token"));
        QVERIFY((*other)["keys"].empty());
    }

    void keyTypesSetTheRoutes()
    {
        QCOMPARE(m->newKey({{"key_type", "llm_api"}})["allowed_routes"], Json::array({"llm_api_routes"}));
        QCOMPARE(m->newKey({{"key_type", "read_only"}})["allowed_routes"], Json::array({"info_routes"}));
        QCOMPARE(m->newKey({{"key_type", "default"}})["allowed_routes"], Json::array());
    }

    void everythingIsThereAfterARestart()
    {
        QVERIFY(m->post("/team/new", {{"team_id", "t"}, {"max_budget", 1}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 3}}));
        const Json key = m->newKey(parsed(
            R"({"team_id":"t","budget_id":"b","spend":0.5,"budget_duration":"1d","permissions":{"p":true}})"));
        gateway::Directory again;
        QVERIFY(gateway::loadDirectory(again, *m->database));
        const auto before = m->directory.key(tokenIn(key)), after = again.key(tokenIn(key));
        QVERIFY(after && after->rules == before->rules);
        QCOMPARE(after->meter->spentNanos.load(), 500'000'000);
        QCOMPARE(after->meter->resetAtMicros.load(), before->meter->resetAtMicros.load());
        QVERIFY(again.team(u"t"_s)->rules == m->directory.team(u"t"_s)->rules);
        QVERIFY(again.budget(u"b"_s)->rules == m->directory.budget(u"b"_s)->rules);
    }
};

QTEST_GUILESS_MAIN(KeyRoutesTest)
#include "tst_keyroutes.moc"
