// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopdatabase.h"

#include <storage/desktop/conversationrepository.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;
using core::ErrorKind;
using test::at;

namespace {

Conversation conversation(const QString &id, std::int64_t second, const QString &title = {})
{
    Conversation made;
    made.id = id;
    made.title = title;
    made.createdAt = made.updatedAt = at(second);
    return made;
}

Message message(const QString &conversationId, const QString &id, const QString &content,
                std::int64_t second = 0)
{
    Message made;
    made.id = id;
    made.conversationId = conversationId;
    made.content = content;
    made.createdAt = at(second);
    return made;
}

Message richMessage()
{
    Message made = message(u"c"_s, u"m"_s, u"## 予算\n\n表です 🙂"_s);
    made.role = MessageRole::Assistant;
    made.status = MessageStatus::Refused;
    made.error = core::Json{{"kind", "forbidden"}, {"allowed", {"gpt-4o-mini"}}};
    made.identity = {u"gpt-4o-mini"_s, u"mykey"_s, u"tanaka"_s, u"session-1"_s, true, true,
                     u"trace"_s,       u"call"_s};
    made.figures = {138, 177, core::Money::fromNanos(140'000), std::chrono::microseconds(310'000),
                    std::chrono::microseconds(1'370'000)};
    return made;
}

} // namespace

class TestConversationRepository : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::DesktopDatabase> m_file;
    std::unique_ptr<ConversationRepository> m_conversations;

    void open() { m_conversations = std::make_unique<ConversationRepository>(**m_file); }
    QStringList listed(const ConversationQuery &query = {})
    {
        QStringList ids;
        const auto conversations = m_conversations->list(query);
        for (const Conversation &found : *conversations)
            ids.append(found.id);
        return ids;
    }

private Q_SLOTS:
    void init()
    {
        m_file = std::make_unique<test::DesktopDatabase>();
        open();
    }
    void everyFieldComesBack();
    void savingAgainReplaces();
    void listsNewestFirstInPages();
    void searchFindsTitlesAndMessages_data();
    void searchFindsTitlesAndMessages();
    void messagesKeepTheirOrderAndFields();
    void appendMovesTheConversationUp();
    void appendToNothingChangesNothing();
    void updateReplacesTheContent();
    void anInterruptedAnswerReadsAsStopped();
    void removalTakesTheMessagesAlong();
    void aTurnCanBeTakenBack();
    void renamingNeedsAConversation();
};

void TestConversationRepository::everyFieldComesBack()
{
    Conversation full = conversation(u"c"_s, 5, u"予算の相談"_s);
    full.settings = {u"p"_s,         u"gpt-4o-mini"_s,
                     u"mykey"_s,     u"profile/p/key/mykey"_s,
                     u"簡潔に"_s,    u"tanaka"_s,
                     u"session-1"_s, true,
                     0.25,           1000};
    QVERIFY(m_conversations->save(full));
    QCOMPARE(**m_conversations->find(u"c"_s), full);
    const Conversation bare = conversation(u"bare"_s, 6);
    QVERIFY(m_conversations->save(bare));
    QCOMPARE(**m_conversations->find(u"bare"_s), bare);
    QVERIFY(!m_conversations->find(u"none"_s)->has_value());
}

void TestConversationRepository::savingAgainReplaces()
{
    Conversation changed = conversation(u"c"_s, 1);
    QVERIFY(m_conversations->save(changed));
    QVERIFY(m_conversations->append(message(u"c"_s, u"m"_s, u"kept"_s)));
    changed.title = u"named"_s;
    changed.settings.tracing = true;
    QVERIFY(m_conversations->save(changed));
    QCOMPARE(m_conversations->find(u"c"_s)->value(), changed);
    QCOMPARE(m_conversations->messages(u"c"_s)->size(), 1);
}

void TestConversationRepository::listsNewestFirstInPages()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(m_conversations->save(conversation(QString::number(i), i)));
    QCOMPARE(listed(), (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
    QCOMPARE(listed({{}, 2, 0}), (QStringList{u"4"_s, u"3"_s}));
    QCOMPARE(listed({{}, 2, 4}), (QStringList{u"0"_s}));
}

void TestConversationRepository::searchFindsTitlesAndMessages_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("a word of a title") << u"予算"_s << QStringList{u"title"_s};
    QTest::newRow("a word of a message") << u"契約"_s << QStringList{u"message"_s};
    QTest::newRow("any case in Latin") << u"BUDGET"_s << QStringList{u"message"_s};
    QTest::newRow("a percent sign is itself") << u"%"_s << QStringList{u"percent"_s};
    QTest::newRow("an underscore is itself") << u"_"_s << QStringList();
    QTest::newRow("a backslash is itself") << u"\\"_s << QStringList();
    QTest::newRow("a quote does no harm") << u"'"_s << QStringList();
}

void TestConversationRepository::searchFindsTitlesAndMessages()
{
    QVERIFY(m_conversations->save(conversation(u"title"_s, 1, u"今期の予算"_s)));
    QVERIFY(m_conversations->save(conversation(u"message"_s, 2)));
    QVERIFY(m_conversations->append(message(u"message"_s, u"m"_s, u"契約 and budget"_s)));
    QVERIFY(m_conversations->save(conversation(u"percent"_s, 3, u"100 %"_s)));
    QFETCH(QString, text);
    QTEST(listed({text, 10, 0}), "found");
}

void TestConversationRepository::messagesKeepTheirOrderAndFields()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    for (int i = 0; i < 12; ++i)
        QCOMPARE(m_conversations->append(message(u"c"_s, QString::number(i), u"x"_s))->position, i);
    const auto added = m_conversations->append(richMessage());
    QVERIFY(added);
    QCOMPARE(added->position, 12);
    const auto messages = m_conversations->messages(u"c"_s);
    QCOMPARE(messages->size(), 13);
    QCOMPARE(messages->at(11).id, u"11"_s);
    QVERIFY(messages->last() == *added);
    QVERIFY(messages->first() == [] {
        Message first = message(u"c"_s, u"0"_s, u"x"_s);
        return first;
    }());
}

void TestConversationRepository::appendMovesTheConversationUp()
{
    QVERIFY(m_conversations->save(conversation(u"old"_s, 1)));
    QVERIFY(m_conversations->save(conversation(u"new"_s, 2)));
    QVERIFY(m_conversations->append(message(u"old"_s, u"m"_s, u"x"_s, 3)));
    QCOMPARE(listed(), (QStringList{u"old"_s, u"new"_s}));
}

void TestConversationRepository::appendToNothingChangesNothing()
{
    QCOMPARE(m_conversations->append(message(u"none"_s, u"m"_s, u"x"_s)).error().kind, ErrorKind::NotFound);
    QVERIFY(m_conversations->messages(u"none"_s)->isEmpty());
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    QVERIFY(m_conversations->append(message(u"c"_s, u"m"_s, u"x"_s, 2)));
    QCOMPARE(m_conversations->append(message(u"c"_s, u"m"_s, u"twice"_s, 9)).error().kind,
             ErrorKind::Storage);
    QCOMPARE(m_conversations->find(u"c"_s)->value().updatedAt, at(2));
}

void TestConversationRepository::updateReplacesTheContent()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    Message answer = message(u"c"_s, u"m"_s, {});
    answer.status = MessageStatus::Streaming;
    answer = *m_conversations->append(answer);
    Message done = richMessage();
    done.position = answer.position;
    QVERIFY(m_conversations->update(done));
    QVERIFY(m_conversations->messages(u"c"_s)->first() == done);
    QCOMPARE(m_conversations->update(message(u"c"_s, u"none"_s, u"x"_s)).error().kind, ErrorKind::NotFound);
}

void TestConversationRepository::anInterruptedAnswerReadsAsStopped()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    Message answer = message(u"c"_s, u"m"_s, u"half an ans"_s);
    answer.status = MessageStatus::Streaming;
    QVERIFY(m_conversations->append(answer));
    QVERIFY(m_conversations->append(message(u"c"_s, u"n"_s, u"whole"_s)));
    m_conversations.reset();
    m_file->reopen();
    open();
    QCOMPARE(*m_conversations->recover(), 1);
    QCOMPARE(m_conversations->messages(u"c"_s)->at(0).status, MessageStatus::Stopped);
    QCOMPARE(m_conversations->messages(u"c"_s)->at(0).content, u"half an ans"_s);
    QCOMPARE(m_conversations->messages(u"c"_s)->at(1).status, MessageStatus::Complete);
    QCOMPARE(*m_conversations->recover(), 0);
}

void TestConversationRepository::removalTakesTheMessagesAlong()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    QVERIFY(m_conversations->save(conversation(u"d"_s, 2)));
    QVERIFY(m_conversations->append(message(u"c"_s, u"m"_s, u"x"_s)));
    QVERIFY(m_conversations->append(message(u"d"_s, u"n"_s, u"x"_s)));
    QVERIFY(m_conversations->remove(u"c"_s));
    QVERIFY(m_conversations->remove(u"c"_s));
    QCOMPARE(listed(), QStringList{u"d"_s});
    QVERIFY(m_conversations->messages(u"c"_s)->isEmpty());
    QVERIFY(m_conversations->clear(u"d"_s));
    QVERIFY(m_conversations->messages(u"d"_s)->isEmpty());
    QCOMPARE(listed(), QStringList{u"d"_s});
}

void TestConversationRepository::aTurnCanBeTakenBack()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    for (int i = 0; i < 4; ++i)
        QVERIFY(m_conversations->append(message(u"c"_s, QString::number(i), u"x"_s)));
    QVERIFY(m_conversations->removeFrom(u"c"_s, 2));
    QCOMPARE(m_conversations->append(message(u"c"_s, u"again"_s, u"x"_s))->position, 2);
    QCOMPARE(m_conversations->messages(u"c"_s)->size(), 3);
}

void TestConversationRepository::renamingNeedsAConversation()
{
    QVERIFY(m_conversations->save(conversation(u"c"_s, 1)));
    QVERIFY(m_conversations->rename(u"c"_s, u"名前"_s, at(9)));
    QCOMPARE(m_conversations->find(u"c"_s)->value().title, u"名前"_s);
    QCOMPARE(m_conversations->find(u"c"_s)->value().updatedAt, at(9));
    QCOMPARE(m_conversations->rename(u"none"_s, u"x"_s, at(9)).error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestConversationRepository)
#include "tst_conversationrepository.moc"
