// SPDX-License-Identifier: GPL-3.0-or-later
#include "await.h"

#include <QTemporaryDir>

#include <app/desktop/storedconversations.h>
#include <app/desktop/storedpreferences.h>
#include <app/desktop/storedprofiles.h>
#include <app/desktop/storedtracequeue.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using app::DesktopStore;
using app::StoredConversations;
using app::StoredPreferences;
using app::StoredProfiles;
using app::StoredSettings;
using app::StoredTraceQueue;
using client::Profile;
using core::ErrorKind;
using models::ChatMessage;
using models::ConversationHead;
using test::await;
using widgets::Preferences;
using widgets::PreferenceValues;

namespace {

const core::SystemClock systemClock;

core::Timestamp at(std::int64_t seconds)
{
    return core::fromMicros(1'763'870'400'000'000 + seconds * 1'000'000);
}

/// desktop.db in a folder of its own; reopening it is the next start of the program.
class Desk
{
public:
    Desk() { reopen(); }
    explicit Desk(const QByteArray &content)
    {
        QFile file(path());
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no place for tests");
        file.close();
        reopen();
    }
    void reopen()
    {
        m_store.reset();
        m_store = std::make_unique<DesktopStore>(path());
    }
    QString path() const { return m_folder.filePath(u"desktop.db"_s); }
    DesktopStore *operator*() const { return m_store.get(); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<DesktopStore> m_store;
};

ConversationHead head(const QString &id, int changed = 0)
{
    ConversationHead head;
    head.id = id;
    head.createdAt = at(0);
    head.updatedAt = at(changed);
    return head;
}

ChatMessage message(const QString &id, const QString &text)
{
    ChatMessage message;
    message.id = id;
    message.text = text;
    message.createdAt = at(1);
    return message;
}

ConversationHead fullHead()
{
    ConversationHead full = head(u"c"_s, 5);
    full.title = u"予算の相談"_s;
    full.settings = {u"local"_s,  u"gpt-4o-mini"_s, u"k"_s, u"my-key"_s, u"簡潔に。"_s,
                     u"sato-k"_s, u"session-1"_s,   true,   0.2,         256};
    return full;
}

ChatMessage refusedAnswer()
{
    ChatMessage answer = message(u"m2"_s, {});
    answer.role = models::MessageRole::Assistant;
    answer.status = models::MessageStatus::Refused;
    answer.identity = {u"gemini/gemini-2.0-flash-lite"_s,
                       u"my-key"_s,
                       u"sato-k"_s,
                       u"session-1"_s,
                       true,
                       true,
                       u"trace-1"_s,
                       u"call-1"_s};
    answer.figures = {12, 0, core::Money::fromNanos(1500), std::chrono::microseconds(90),
                      std::chrono::microseconds(120)};
    models::TurnProblem problem;
    problem.error = {ErrorKind::Forbidden, u"key not allowed to access model"_s, u"key_model_access_denied"_s,
                     u"model"_s, nullptr};
    problem.facts.status = 403;
    problem.facts.rule = client::RefusalRule::ModelNotAllowed;
    problem.facts.scope = client::RefusalScope::Key;
    problem.facts.allowedModels = {u"gpt-4o-mini"_s};
    problem.facts.triedModel = u"gemini/gemini-2.0-flash-lite"_s;
    problem.facts.limit = core::Money::fromNanos(20);
    problem.facts.resetAt = at(3600);
    problem.facts.retryAfter = std::chrono::seconds(3);
    problem.suggestions = {models::Suggestion::SwitchKey, models::Suggestion::SwitchModel};
    answer.problem = problem;
    return answer;
}

Profile fullProfile()
{
    Profile profile;
    profile.id = u"p"_s;
    profile.name = u"本番"_s;
    profile.gatewayUrl = QUrl(u"https://llm.example.org"_s);
    profile.signIn = client::SignInKind::TokenWithKeyHeader;
    profile.keyHeader = u"x-key"_s;
    profile.tokenSecretName = u"profile/p/token"_s;
    profile.keys = {{u"k1"_s, u"mykey"_s, u"sk-...W8TA"_s, u"profile/p/key/1"_s, false},
                    {u"k2"_s, u"master"_s, u"sk-...IWjQ"_s, u"profile/p/key/2"_s, true}};
    profile.currentKeyId = u"k2"_s;
    profile.langfuse = client::LangfuseAddress{QUrl(u"https://langfuse.example.org"_s), u"pk-lf-1"_s,
                                               u"profile/p/langfuse"_s, u"staging"_s};
    profile.colour = u"#c92a2a"_s;
    profile.production = true;
    return profile;
}

} // namespace

class TestDesktopStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void conversationsComeBack();
    void conversationsAreListedAndSearched();
    void aDeletedConversationCanBeTakenBack();
    void theNextStartEmptiesTheTrash();
    void messagesAreReplacedAndCutOff();
    void aCrashStopsTheAnswer();
    void missingConversationsAreNotFound();
    void profilesComeBack();
    void theKeyInUseIsRemembered();
    void theBuiltInProfileStays();
    void tracesKeepTheirOrder();
    void tracesOfProfilesDoNotMix();
    void failedTracesStay();
    void settingsComeBack();
    void changesKeepOtherSettings();
    void preferencesComeBack();
    void preferencesWithoutAFileStayAsTheyAre();
    void anUnusableFileGivesErrors_data();
    void anUnusableFileGivesErrors();
};

void TestDesktopStore::conversationsComeBack()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    const ChatMessage question = message(u"m1"_s, u"予算はいくらですか"_s);
    const ChatMessage answer = refusedAnswer();
    QVERIFY(await(archive.saveHead(fullHead())));
    QVERIFY(await(archive.appendMessage(u"c"_s, question)));
    QVERIFY(await(archive.appendMessage(u"c"_s, answer)));
    desk.reopen();
    const auto loaded = await(StoredConversations(*desk, &systemClock).load(u"c"_s));
    QVERIFY(loaded);
    QVERIFY(loaded->head.settings == fullHead().settings);
    QCOMPARE(loaded->head.title, fullHead().title);
    QCOMPARE(loaded->messages.size(), 2);
    QVERIFY(loaded->messages.first() == question);
    QVERIFY(loaded->messages.last().problem == answer.problem);
    QVERIFY(loaded->messages.last() == answer);
}

void TestDesktopStore::conversationsAreListedAndSearched()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    QVERIFY(await(archive.saveHead(head(u"old"_s, 1))));
    QVERIFY(await(archive.saveHead(head(u"new"_s, 9))));
    QVERIFY(await(archive.appendMessage(u"old"_s, message(u"m"_s, u"四半期の予算"_s))));
    const auto found = await(archive.list(u"予算"_s));
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().id, u"old"_s);
    QVERIFY(await(archive.remove(u"old"_s)));
    const auto left = await(archive.list({}));
    QCOMPARE(left->size(), 1);
    QCOMPARE(left->first().id, u"new"_s);
}

void TestDesktopStore::aDeletedConversationCanBeTakenBack()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    QVERIFY(await(archive.saveHead(fullHead())));
    QVERIFY(await(archive.appendMessage(u"c"_s, message(u"m"_s, u"四半期の予算"_s))));
    QVERIFY(await(archive.remove(u"c"_s)));
    QVERIFY(await(archive.list({}))->isEmpty());
    QVERIFY(await(archive.list(u"予算"_s))->isEmpty());
    QCOMPARE(await(archive.load(u"c"_s)).error().kind, ErrorKind::NotFound);
    // What a late answer still writes does not bring it back.
    QVERIFY(await(archive.saveHead(fullHead())));
    QVERIFY(await(archive.list({}))->isEmpty());
    QVERIFY(await(archive.restore(u"c"_s)));
    QCOMPARE(await(archive.load(u"c"_s))->messages.size(), 1);
    QCOMPARE(await(archive.restore(u"c"_s)).error().kind, ErrorKind::NotFound);
    QVERIFY(await(archive.remove(u"c"_s)));
    QVERIFY(await(archive.purge(u"c"_s)));
    QCOMPARE(await(archive.restore(u"c"_s)).error().kind, ErrorKind::NotFound);
}

void TestDesktopStore::theNextStartEmptiesTheTrash()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    QVERIFY(await(archive.saveHead(head(u"kept"_s))));
    QVERIFY(await(archive.saveHead(head(u"gone"_s))));
    QVERIFY(await(archive.appendMessage(u"gone"_s, message(u"m"_s, u"secret"_s))));
    QVERIFY(await(archive.remove(u"gone"_s)));
    desk.reopen();
    StoredConversations next(*desk, &systemClock);
    QCOMPARE(await(next.restore(u"gone"_s)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(next.list({}))->size(), 1);
    const auto left = (*desk)->run<std::int64_t>([](storage::Database &database) {
        return core::Result<std::int64_t>(
            database
                .selectOne<std::int64_t>(u"SELECT count(*) FROM messages"_s, {},
                                         [](const storage::Row &row) { return row.integer(0); })
                .value()
                .value_or(-1));
    });
    QCOMPARE(*await(left), 0);
}

void TestDesktopStore::messagesAreReplacedAndCutOff()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    QVERIFY(await(archive.saveHead(head(u"c"_s))));
    for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
        QVERIFY(await(archive.appendMessage(u"c"_s, message(id, id))));
    QVERIFY(await(archive.updateMessage(u"c"_s, message(u"b"_s, u"replaced"_s))));
    QVERIFY(await(archive.keepMessages(u"c"_s, 2)));
    const auto kept = await(archive.load(u"c"_s));
    QCOMPARE(kept->messages.size(), 2);
    QCOMPARE(kept->messages.last().text, u"replaced"_s);
}

void TestDesktopStore::aCrashStopsTheAnswer()
{
    Desk desk;
    ChatMessage answer = message(u"m"_s, u"half of"_s);
    answer.status = models::MessageStatus::Streaming;
    StoredConversations archive(*desk, &systemClock);
    QVERIFY(await(archive.saveHead(head(u"c"_s))));
    QVERIFY(await(archive.appendMessage(u"c"_s, answer)));
    desk.reopen();
    const auto found = await(StoredConversations(*desk, &systemClock).load(u"c"_s));
    QCOMPARE(found->messages.first().status, models::MessageStatus::Stopped);
    QCOMPARE(found->messages.first().text, u"half of"_s);
}

void TestDesktopStore::missingConversationsAreNotFound()
{
    Desk desk;
    StoredConversations archive(*desk, &systemClock);
    QCOMPARE(await(archive.load(u"none"_s)).error().kind, ErrorKind::NotFound);
    QCOMPARE(await(archive.appendMessage(u"none"_s, message(u"m"_s, {}))).error().kind, ErrorKind::NotFound);
    QVERIFY(await(archive.remove(u"none"_s)));
}

void TestDesktopStore::profilesComeBack()
{
    Desk desk;
    QVERIFY(await(StoredProfiles(*desk).load())->isEmpty());
    Profile bare;
    bare.id = u"a"_s;
    QVERIFY(await(StoredProfiles(*desk).save(bare)));
    QVERIFY(await(StoredProfiles(*desk).save(fullProfile())));
    desk.reopen();
    const auto kept = await(StoredProfiles(*desk).load());
    QCOMPARE(kept->size(), 2);
    QVERIFY(kept->first() == bare);
    QVERIFY(kept->last() == fullProfile());
}

void TestDesktopStore::theKeyInUseIsRemembered()
{
    Desk desk;
    StoredProfiles profiles(*desk);
    Profile profile = fullProfile();
    QVERIFY(await(profiles.save(profile)));
    profile.currentKeyId = u"k1"_s;
    QVERIFY(await(profiles.save(profile)));
    QCOMPARE(await(profiles.load())->first().currentKey()->alias, u"mykey"_s);
}

void TestDesktopStore::theBuiltInProfileStays()
{
    Desk desk;
    StoredProfiles profiles(*desk);
    Profile local;
    local.id = u"local"_s;
    local.builtIn = true;
    QVERIFY(await(profiles.save(fullProfile())));
    QVERIFY(await(profiles.save(local)));
    QCOMPARE(await(profiles.load())->first().id, u"local"_s);
    QCOMPARE(await(profiles.remove(u"local"_s)).error().kind, ErrorKind::Conflict);
    QVERIFY(await(profiles.remove(u"p"_s)));
    QCOMPARE(await(profiles.load())->size(), 1);
}

void TestDesktopStore::tracesKeepTheirOrder()
{
    Desk desk;
    core::ManualClock clock(at(5));
    {
        StoredTraceQueue queue(*desk, &clock);
        // Nobody waits for the first before giving the second.
        const auto first = queue.enqueue(u"p"_s, "one");
        clock.set(at(1));
        const auto second = queue.enqueue(u"p"_s, "two");
        QVERIFY(*await(first) < *await(second));
    }
    desk.reopen();
    StoredTraceQueue queue(*desk, &clock);
    const auto next = await(queue.next(u"p"_s));
    QCOMPARE(next->value().payload, "one");
    QCOMPARE(next->value().queuedAt, at(5));
    QVERIFY(await(queue.remove(next->value().id)));
    QCOMPARE(await(queue.next(u"p"_s))->value().payload, "two");
}

void TestDesktopStore::tracesOfProfilesDoNotMix()
{
    Desk desk;
    core::ManualClock clock(at(0));
    StoredTraceQueue queue(*desk, &clock);
    QVERIFY(await(queue.enqueue(u"p"_s, "one")));
    QVERIFY(await(queue.enqueue(u"q"_s, "two")));
    const auto next = await(queue.next(u"q"_s));
    QCOMPARE(next->value().profileId, u"q"_s);
    QCOMPARE(next->value().payload, "two");
    QVERIFY(await(queue.remove(next->value().id)));
    QVERIFY(!await(queue.next(u"q"_s))->has_value());
    QCOMPARE(*await(queue.count(u"q"_s)), 0);
    QCOMPARE(*await(queue.count(u"p"_s)), 1);
}

void TestDesktopStore::failedTracesStay()
{
    Desk desk;
    core::ManualClock clock(at(0));
    StoredTraceQueue queue(*desk, &clock);
    const auto id = await(queue.enqueue(u"p"_s, "one"));
    QVERIFY(await(queue.enqueue(u"p"_s, "two")));
    QVERIFY(await(queue.markFailed(*id, u"network"_s)));
    QCOMPARE(await(queue.next(u"p"_s))->value().id, *id);
    QCOMPARE(await(queue.next(u"p"_s))->value().attempts, 1);
}

void TestDesktopStore::settingsComeBack()
{
    Desk desk;
    QVERIFY(*await(StoredSettings(*desk).load()) == storage::Settings());
    storage::Settings settings;
    settings.theme = storage::ThemeChoice::HighContrast;
    settings.lastConversationId = u"c"_s;
    QVERIFY(await(StoredSettings(*desk).save(settings)));
    desk.reopen();
    QVERIFY(*await(StoredSettings(*desk).load()) == settings);
}

void TestDesktopStore::changesKeepOtherSettings()
{
    Desk desk;
    StoredSettings settings(*desk);
    const auto profile = settings.change([](storage::Settings &s) { s.lastProfileId = u"p"_s; });
    const auto language = settings.change([](storage::Settings &s) { s.language = u"ja"_s; });
    QVERIFY(await(profile));
    QVERIFY(await(language));
    QCOMPARE(await(settings.load())->lastProfileId, u"p"_s);
    QCOMPARE(await(settings.load())->language, u"ja"_s);
}

void TestDesktopStore::preferencesComeBack()
{
    Desk desk;
    const PreferenceValues wanted{PreferenceValues::Theme::HighContrast,
                                  u"ja"_s,
                                  PreferenceValues::Send::ControlEnter,
                                  QByteArray("\0\xff", 2),
                                  "state",
                                  widgets::Density::Compact};
    {
        StoredSettings settings(*desk);
        Preferences preferences;
        StoredPreferences stored(&settings, &preferences);
        QVERIFY(await(stored.load()));
        QVERIFY(preferences.values() == PreferenceValues());
        preferences.set(wanted);
    }
    desk.reopen();
    StoredSettings settings(*desk);
    Preferences preferences;
    StoredPreferences stored(&settings, &preferences);
    QVERIFY(await(stored.load()));
    QVERIFY(preferences.values() == wanted);
}

void TestDesktopStore::preferencesWithoutAFileStayAsTheyAre()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"."_s));
    Desk desk("not a database, though long enough to be taken for one at first sight");
    StoredSettings settings(*desk);
    Preferences preferences;
    preferences.setLanguage(u"ja"_s);
    StoredPreferences stored(&settings, &preferences);
    QVERIFY(!await(stored.load()));
    QCOMPARE(preferences.values().language, u"ja"_s);
}

void TestDesktopStore::anUnusableFileGivesErrors_data()
{
    QTest::addColumn<bool>("newer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("a file that is no database") << false << ErrorKind::Storage;
    QTest::newRow("a file of a newer program") << true << ErrorKind::Unsupported;
}

void TestDesktopStore::anUnusableFileGivesErrors()
{
    QFETCH(bool, newer);
    QFETCH(ErrorKind, kind);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"."_s));
    Desk desk(newer ? QByteArray() : QByteArray(2000, 'x'));
    if (newer) {
        const auto aged = (*desk)->run<void>(
            [](storage::Database &database) { return database.run(u"PRAGMA user_version = 999"_s); });
        QVERIFY(await(aged));
        desk.reopen();
    }
    core::ManualClock clock(at(0));
    StoredTraceQueue queue(*desk, &clock);
    QCOMPARE(await(StoredConversations(*desk, &systemClock).list({})).error().kind, kind);
    QCOMPARE(await(StoredConversations(*desk, &systemClock).saveHead(head(u"c"_s))).error().kind, kind);
    QCOMPARE(await(StoredProfiles(*desk).load()).error().kind, kind);
    QCOMPARE(await(StoredSettings(*desk).load()).error().kind, kind);
    QCOMPARE(await(queue.enqueue(u"p"_s, "one")).error().kind, kind);
    QCOMPARE(await(queue.next(u"p"_s)).error().kind, kind);
}

QTEST_GUILESS_MAIN(TestDesktopStore)
#include "tst_desktopstore.moc"
