// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/directory.h>

#include <QTest>

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using gateway::Directory;
using storage::VirtualKey;

namespace {
VirtualKey keyNamed(const QByteArray &token, double spentUsd = 0)
{
    VirtualKey key;
    key.token = token;
    key.spend = core::Money::fromUsd(spentUsd);
    return key;
}
} // namespace

class DirectoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasPublished()
    {
        Directory directory;
        QVERIFY(!directory.key("a"));
        directory.publish(keyNamed("a", 2));
        QCOMPARE(directory.key("a")->rules.token, QByteArray("a"));
        QCOMPARE(directory.key("a")->meter->spentNanos.load(), 2'000'000'000);
        directory.removeKey("a");
        QVERIFY(!directory.key("a"));
        directory.removeKey("a");
    }

    void namesMayShareAKind()
    {
        Directory directory;
        directory.publish(storage::Team{.teamId = u"x"_s});
        QVERIFY(directory.team(u"x"_s));
        QVERIFY(!directory.budget(u"x"_s));
        QVERIFY(!directory.key("x"));
    }

    void newRulesKeepTheMeter()
    {
        Directory directory;
        directory.publish(keyNamed("a", 2));
        const auto old = directory.key("a");
        old->meter->reservedNanos = 7;
        auto rules = keyNamed("a", 0);
        rules.blocked = true;
        rules.limits.budgetResetAt = core::fromMicros(42);
        directory.publish(rules);
        QVERIFY(!old->rules.blocked);
        QVERIFY(directory.key("a")->rules.blocked);
        QCOMPARE(directory.key("a")->meter, old->meter);
        QCOMPARE(old->meter->spentNanos.load(), 2'000'000'000);
        QCOMPARE(old->meter->reservedNanos.load(), 7);
        QCOMPARE(old->meter->resetAtMicros.load(), 42);
    }

    void listsEverything()
    {
        Directory directory;
        for (int i = 0; i < 100; ++i)
            directory.publish(keyNamed(QByteArray::number(i)));
        QCOMPARE(directory.keys().size(), 100u);
        QVERIFY(directory.teams().empty() && directory.budgets().empty());
    }

    void keepsKeysInOrderOfCreation()
    {
        Directory directory;
        const auto publish = [&](const QByteArray &token, int second, const QString &team = {}) {
            auto key = keyNamed(token);
            key.createdAt = core::fromMicros(second * 1'000'000LL);
            key.teamId = team;
            directory.publish(key);
        };
        publish("c", 3);
        publish("a", 1);
        publish("b2", 2);
        publish("b1", 2);
        publish("d", 4, u"litellm-dashboard"_s);
        publish("a", 1, u"another"_s);
        using Tokens = std::vector<QByteArray>;
        QCOMPARE(directory.keysByCreation(0, 9, true), Tokens({"c", "b2", "b1", "a"}));
        QCOMPARE(directory.keysByCreation(1, 2, false), Tokens({"b1", "b2"}));
        QCOMPARE(directory.keysByCreation(3, 2, true), Tokens({"a"}));
        QCOMPARE(directory.keysByCreation(4, 2, true), Tokens());
        directory.removeKey("b2");
        publish("a", 1, u"litellm-dashboard"_s);
        directory.replaceKey({"c", "e", core::fromMicros(9)}, [&] {
            auto key = keyNamed("e");
            key.createdAt = core::fromMicros(5'000'000);
            return key;
        }());
        QCOMPARE(directory.keysByCreation(0, 9, true), Tokens({"e", "b1"}));
    }

    void readersSeeWholeRulesWhileTheyChange()
    {
        Directory directory;
        directory.publish(keyNamed("a"));
        std::atomic<bool> done = false;
        std::atomic<int> torn = 0;
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                while (!done) {
                    const auto entry = directory.key("a");
                    torn += entry->rules.keyName != entry->rules.createdBy;
                    entry->meter->spentNanos += 1;
                    entry->meter->spentNanos -= 1;
                }
            });
        for (int i = 0; i < 2000; ++i) {
            auto rules = keyNamed("a");
            rules.keyName = rules.createdBy = QString::number(i);
            directory.publish(std::move(rules));
        }
        done = true;
        for (auto &reader : readers)
            reader.join();
        QCOMPARE(torn.load(), 0);
        QCOMPARE(directory.key("a")->meter->spentNanos.load(), 0);
    }
};

QTEST_GUILESS_MAIN(DirectoryTest)
#include "tst_directory.moc"
