// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlharness.h"

#include <core/ids.h>
#include <gateway/control/keyrotation.h>
#include <gateway/directoryloader.h>
#include <gateway/stages/authenticate.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using namespace std::chrono_literals;
using core::Json;
using test::ControlHarness;
using test::tokenIn;

/// Keys that rotate by themselves.
class TestRotatedKeys : public QObject
{
    Q_OBJECT

private:
    static const Json EveryDay;
    std::unique_ptr<ControlHarness> m;

    int rotated() { return KeyRotation(m->services).rotateDue().value_or(-1); }

    core::Result<Caller> callerWith(const Directory &directory, const Json &plain) const
    {
        static const MasterKey master(core::SecretString(u"sk-master"_s));
        return Authenticate(directory, master, m->clock)
            .run({{"x-api-key", QByteArray::fromStdString(plain.get<std::string>())}});
    }

    core::Result<Json> fetchAs(const Json &plain) const
    {
        const auto caller = callerWith(m->directory, plain);
        return caller ? m->getAs(*caller, "/key/rotated") : core::fail(caller.error());
    }

    QStringList texts(const QString &sql) const
    {
        return m->database->select<QString>(sql, {}, [](const storage::Row &row) { return row.text(0); })
            .value();
    }

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<ControlHarness>();
        m->services.saltKey = core::SecretString(core::randomHex(32));
    }

    void aKeyRotatesWhenItsTimeComes()
    {
        const Json old = m->newKey({{"key_alias", "a"},
                                    {"auto_rotate", true},
                                    {"rotation_interval", "1d"},
                                    {"max_budget", 5},
                                    {"models", {"m"}}});
        QCOMPARE(old["key_rotation_at"], Json("2026-11-24T10:00:00Z"));
        m->clock.advance(24h - 1us);
        QCOMPARE(rotated(), 0);
        m->clock.advance(1us);
        QCOMPARE(rotated(), 1);
        QCOMPARE(rotated(), 0);
        const Json made = fetchAs(old["key"]).value();
        QVERIFY(made["key"] != old["key"]);
        QCOMPARE(core::sha256Hex(core::stringOr(made, "key").toUtf8()), tokenIn(made));
        const Json info = m->get("/key/info", u"key="_s + core::stringOr(made, "key")).value()["info"];
        QCOMPARE(info["rotation_count"], Json(1));
        QCOMPARE(info["last_rotation_at"], Json("2026-11-24T10:00:00Z"));
        QCOMPARE(info["key_rotation_at"], Json("2026-11-25T10:00:00Z"));
        QCOMPARE(info["key_alias"], Json("a"));
        QCOMPARE(info["max_budget"], Json(5));
        QCOMPARE(info["models"], Json::array({"m"}));
    }

    void bothWorkDuringTheGrace_data()
    {
        QTest::addColumn<QString>("interval");
        QTest::addColumn<QString>("given");
        QTest::addColumn<qint64>("hours");
        QTest::newRow("half of a short interval") << u"1d"_s << QString() << qint64(12);
        QTest::newRow("a week of a long one") << u"90d"_s << QString() << qint64(7 * 24);
        QTest::newRow("what the environment says") << u"90d"_s << u"3h"_s << qint64(3);
    }

    void bothWorkDuringTheGrace()
    {
        QFETCH(QString, interval);
        QFETCH(QString, given);
        QFETCH(qint64, hours);
        m->settings.keyRotationGrace = given;
        const Json old = m->newKey({{"auto_rotate", true}, {"rotation_interval", interval.toStdString()}});
        m->clock.advance(24h * 90);
        QCOMPARE(rotated(), 1);
        const Json made = fetchAs(old["key"]).value();
        m->clock.advance(std::chrono::hours(hours) - 1us);
        QVERIFY(callerWith(m->directory, old["key"]).has_value());
        QVERIFY(callerWith(m->directory, made["key"]).has_value());
        m->clock.advance(1us);
        QVERIFY(!callerWith(m->directory, old["key"]).has_value());
        QVERIFY(callerWith(m->directory, made["key"]).has_value());
    }

    void theNewKeyIsKeptUntilItIsUsed()
    {
        const Json old = m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        const KeyRotation rotation(m->services);
        const Json made = fetchAs(old["key"]).value();
        // Whoever lost the answer asks again, also after the grace and a restart.
        QVERIFY(rotation.forgetUsed().has_value());
        QVERIFY(fetchAs(old["key"]).value() == made);
        m->clock.advance(13h);
        const QString query = u"key="_s + core::stringOr(made, "token");
        QVERIFY(m->get("/key/rotated", query).value() == made);
        Directory again;
        QVERIFY(loadDirectory(again, *m->database).has_value());
        QVERIFY(callerWith(again, made["key"]).has_value());
        QCOMPARE(again.takeUsed(), std::vector<QByteArray>{tokenIn(made)});

        QVERIFY(callerWith(m->directory, made["key"]).has_value());
        QVERIFY(rotation.forgetUsed().has_value());
        const auto gone = m->get("/key/rotated", query);
        QVERIFY(!gone.has_value());
        QCOMPARE(gone.error().kind, core::ErrorKind::NotFound);
        QVERIFY(texts(u"SELECT token FROM rotated_keys"_s).isEmpty());
    }

    void onlyItsHolderAndItsManagersFetchIt()
    {
        const Json old =
            m->newKey({{"user_id", "owner"}, {"auto_rotate", true}, {"rotation_interval", "1d"}});
        const Caller owner = m->userCaller(u"owner"_s);
        const Caller other = m->userCaller(u"other"_s);
        const Caller viewer = m->userCaller(u"viewer"_s, u"proxy_admin_viewer"_s);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        const QString query = u"key="_s + core::stringOr(old, "token");
        QVERIFY(m->getAs(owner, "/key/rotated", query).has_value());
        QVERIFY(m->get("/key/rotated", query).has_value());
        for (const Caller &caller : {other, viewer})
            QVERIFY(!m->getAs(caller, "/key/rotated", query).has_value());
        QVERIFY(!m->getAs(other, "/key/rotated", u"key=nonsense"_s).has_value());
    }

    void theSecretIsInNoTableAndNoAuditRow()
    {
        const Json old = m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        const QString plain = core::stringOr(fetchAs(old["key"]).value(), "key");
        for (const QString &sql :
             {u"SELECT sealed_key FROM rotated_keys"_s, u"SELECT key_name FROM verification_tokens"_s,
              u"SELECT before_value || updated_values || object_id FROM audit_logs"_s}) {
            const QStringList rows = texts(sql);
            QVERIFY(!rows.isEmpty());
            for (const QString &row : rows)
                QVERIFY2(!row.contains(plain.mid(3)), qPrintable(sql));
        }
        QCOMPARE(texts(u"SELECT changed_by FROM audit_logs WHERE action = 'rotated'"_s),
                 QStringList{u"system"_s});
    }

    void withoutASaltKeyNothingRotates()
    {
        m->services.saltKey = {};
        const Json old = m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), -1);
        QVERIFY(callerWith(m->directory, old["key"]).has_value());
        QVERIFY(m->directory.key(tokenIn(old)));
        QCOMPARE(texts(u"SELECT token FROM verification_tokens"_s),
                 QStringList{core::stringOr(old, "token")});
    }

    void anotherSaltKeyIsNoticedAtTheStart()
    {
        m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        QVERIFY(KeyRotation(m->services).checkSealed().has_value());
        m->services.saltKey = core::SecretString(core::randomHex(32));
        QVERIFY(!KeyRotation(m->services).checkSealed().has_value());
    }

    void blockedAndExpiredKeysWait()
    {
        const Json blocked = m->newKey(EveryDay);
        QVERIFY(m->post("/key/block", {{"key", blocked["key"]}}).has_value());
        Json brief = EveryDay;
        brief["duration"] = "1h";
        m->newKey(brief);
        m->clock.advance(25h);
        QCOMPARE(rotated(), 0);
        QVERIFY(m->post("/key/unblock", {{"key", blocked["key"]}}).has_value());
        QCOMPARE(rotated(), 1);
    }

    void rotationIsSwitchedByUpdates()
    {
        const Json key = m->newKey();
        const auto update = [&](Json fields) {
            fields["key"] = key["key"];
            return m->post("/key/update", fields);
        };
        QVERIFY(!update({{"auto_rotate", true}}).has_value());
        QVERIFY(!update({{"auto_rotate", true}, {"rotation_interval", "soon"}}).has_value());
        QVERIFY(!update({{"auto_rotate", true}, {"rotation_interval", "0s"}}).has_value());
        QVERIFY(update({{"rotation_interval", "2h"}}).value()["key_rotation_at"].is_null());
        QCOMPARE(update({{"auto_rotate", true}}).value()["key_rotation_at"], Json("2026-11-23T12:00:00Z"));
        QCOMPARE(update({{"max_budget", 1}}).value()["key_rotation_at"], Json("2026-11-23T12:00:00Z"));
        QVERIFY(update({{"auto_rotate", false}}).value()["key_rotation_at"].is_null());
        m->clock.advance(24h);
        QCOMPARE(rotated(), 0);
    }

    void aDeletedKeyTakesItsSecretAlong()
    {
        const Json old = m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        const Json made = fetchAs(old["key"]).value();
        QVERIFY(m->post("/key/delete", {{"keys", {made["token"]}}}).has_value());
        QVERIFY(texts(u"SELECT token FROM rotated_keys"_s).isEmpty());
        QVERIFY(!callerWith(m->directory, old["key"]).has_value());
    }

    void aKeyThatNobodyFetchedRotatesAgain()
    {
        m->settings.keyRotationGrace = u"3d"_s;
        const Json old = m->newKey(EveryDay);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        m->clock.advance(24h);
        QCOMPARE(rotated(), 1);
        const Json made = fetchAs(old["key"]).value();
        QCOMPARE(made["rotation_count"], Json(2));
        QCOMPARE(texts(u"SELECT token FROM rotated_keys"_s), QStringList{core::stringOr(made, "token")});
    }

    void theTimerRotatesAndForgets()
    {
        const Json old = m->newKey(EveryDay);
        auto context = std::make_unique<QObject>();
        KeyRotation(m->services).start(context.get());
        m->clock.advance(24h);
        QTRY_VERIFY(fetchAs(old["key"]).has_value());
        QVERIFY(callerWith(m->directory, fetchAs(old["key"]).value()["key"]).has_value());
        QTRY_VERIFY(!fetchAs(old["key"]).has_value());
    }
};

const Json TestRotatedKeys::EveryDay{{"auto_rotate", true}, {"rotation_interval", "1d"}};

QTEST_GUILESS_MAIN(TestRotatedKeys)
#include "tst_rotatedkeys.moc"
