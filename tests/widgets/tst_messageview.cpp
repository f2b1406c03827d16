// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatsample.h"

#include <widgets/chat/codehighlighter.h>
#include <widgets/chat/messageview.h>

#include <QAccessible>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

ChatViewMessage question(const QString &id, const QString &text)
{
    return {.id = id, .role = ChatRole::User, .author = u"You"_s, .text = text};
}

ChatViewMessage answer(const QString &id, const QString &text, bool streaming = false)
{
    return {.id = id, .author = u"model"_s, .text = text, .streaming = streaming};
}

QList<ChatViewMessage> manyMessages(int count)
{
    QList<ChatViewMessage> messages;
    for (int i = 0; i < count; ++i) {
        const QString id = QString::number(i);
        messages.append(i % 2 == 0 ? question(id, u"質問 "_s + id) : answer(id, sample::answer()));
    }
    return messages;
}

// Kinds and texts of a message's leaves, without what is only for one moment.
QStringList contentOf(const ChatItem &item)
{
    QStringList parts;
    for (const Leaf &leaf : item.leaves())
        parts += QString::number(int(leaf.content.kind)) + u':' + leaf.content.marker + leaf.content.text;
    return parts;
}

QPoint center(const QRect &rect)
{
    return rect.center();
}

QList<std::pair<QAccessible::Event, int>> accessibleEvents;

void recordEvent(QAccessibleEvent *event)
{
    accessibleEvents.append({event->type(), event->child()});
}

} // namespace

class MessageViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void copiesAcrossMessages();
    void selectsWithTheMouse();
    void selectsWordsAndBlocks();
    void followsTheEnd();
    void stayingPutWhileTextArrives();
    void newestButtonReturns();
    void ownMessageReturnsToTheEnd();
    void resizingKeepsThePlace();
    void layoutsStayFew();
    void streamingLaysOutTheTailOnly();
    void streamedIsTheSameAsWhole();
    void manyDeltasAreOneTick();
    void footerActions();
    void footerActionsByKeyboard();
    void noticeActions();
    void linksShowTheirHostFirst();
    void findsText();
    void findFollowsTheStream();
    void copiesCode();
    void wideCodeScrollsSideways();
    void unknownMessagesAreIgnored();
    void accessibleTree();
    void endOfAnAnswerIsAnnounced();
    void highlighting_data();
    void highlighting();
    void pictures_data();
    void pictures();

private:
    void showMessages(const QList<ChatViewMessage> &messages);
    QPoint pointOf(LeafIndex leaf, int offset);
    qreal topOf(LeafIndex leaf);

    std::unique_ptr<MessageView> m_view;
};

void MessageViewTest::init()
{
    m_view = std::make_unique<MessageView>();
    m_view->resize(800, 600);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->setFocus();
}

void MessageViewTest::showMessages(const QList<ChatViewMessage> &messages)
{
    m_view->setMessages(messages);
}

// Middle of the left edge of a character, in the viewport.
QPoint MessageViewTest::pointOf(LeafIndex leaf, int offset)
{
    ChatDocument &document = m_view->document();
    const QRectF inLeaf = document.layoutOf(leaf).rectOf({offset, offset + 1});
    const QRect column = m_view->messageRect(leaf.message);
    const qreal top = document.leafRect(leaf).top() - document.messageTop(leaf.message);
    return (inLeaf.topLeft() + QPointF(column.x() + 1, column.y() + top + inLeaf.height() / 2)).toPoint();
}

qreal MessageViewTest::topOf(LeafIndex leaf)
{
    return m_view->document().leafRect(leaf).top() - m_view->verticalScrollBar()->value();
}

void MessageViewTest::copiesAcrossMessages()
{
    showMessages({question(u"q"_s, u"Why?\nHow?"_s),
                  answer(u"a"_s, u"**So** `it` is:\n\n1. one\n2. two\n\n| a | b |\n|--|--|\n| 1 | 2 |"_s)});
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Why?\nHow?\n\nSo it is:\n1. one\n2. two\na\tb\n1\t2"_s);
}

void MessageViewTest::selectsWithTheMouse()
{
    showMessages({question(u"q"_s, u"First words"_s), answer(u"a"_s, u"Second words"_s)});
    QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, pointOf({0, 1}, 6));
    QTest::mouseMove(m_view->viewport(), pointOf({1, 1}, 6));
    QMouseEvent move(QEvent::MouseMove, pointOf({1, 1}, 6),
                     m_view->viewport()->mapToGlobal(pointOf({1, 1}, 6)), Qt::NoButton, Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(m_view->viewport(), &move);
    QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, pointOf({1, 1}, 6));
    QCOMPARE(m_view->selectedText(), u"words\n\nSecond"_s);
}

void MessageViewTest::selectsWordsAndBlocks()
{
    showMessages({answer(u"a"_s, u"Some bold words\n\nmore"_s)});
    const QPoint point = pointOf({0, 1}, 6);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(m_view->selectedText(), u"bold"_s);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(m_view->selectedText(), u"Some bold words"_s);
}

void MessageViewTest::followsTheEnd()
{
    showMessages(manyMessages(20) << answer(u"live"_s, {}, true));
    QVERIFY(m_view->isFollowing());
    for (int i = 0; i < 50; ++i)
        m_view->appendText(u"live"_s, u"A paragraph that grows.\n\n"_s);
    m_view->document();
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
    QVERIFY(m_view->isFollowing());
}

void MessageViewTest::stayingPutWhileTextArrives()
{
    showMessages(manyMessages(20) << answer(u"live"_s, u"x\n\n"_s, true));
    QSignalSpy following(m_view.get(), &MessageView::followingChanged);
    m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() - 700);
    QCOMPARE(following.size(), 1);
    QVERIFY(!m_view->isFollowing());
    const LeafIndex first = m_view->document().leafAt(m_view->verticalScrollBar()->value() + 100);
    const qreal before = topOf(first);
    for (int i = 0; i < 100; ++i)
        m_view->appendText(u"live"_s, u"More and more text.\n\n"_s);
    QVERIFY(qAbs(topOf(first) - before) <= 1);
    // Scrolling up into what was never laid out does not jump either.
    for (int i = 0; i < 30; ++i) {
        const LeafIndex shown = m_view->document().leafAt(m_view->verticalScrollBar()->value() + 100);
        const qreal was = topOf(shown);
        const int value = m_view->verticalScrollBar()->value();
        m_view->verticalScrollBar()->setValue(qMax(0, value - 300));
        if (value >= 300)
            QVERIFY2(qAbs(topOf(shown) - was - 300) <= 2, qPrintable(QString::number(topOf(shown) - was)));
    }
}

void MessageViewTest::newestButtonReturns()
{
    showMessages(manyMessages(20));
    auto *newest = m_view->findChild<QPushButton *>();
    QVERIFY(!newest->isVisible());
    m_view->verticalScrollBar()->setValue(100);
    QVERIFY(newest->isVisible());
    QTest::mouseClick(newest, Qt::LeftButton);
    QVERIFY(m_view->isFollowing());
    QVERIFY(!newest->isVisible());
    QCOMPARE(m_view->verticalScrollBar()->value(), m_view->verticalScrollBar()->maximum());
}

void MessageViewTest::ownMessageReturnsToTheEnd()
{
    showMessages(manyMessages(20));
    m_view->verticalScrollBar()->setValue(100);
    m_view->appendMessage(answer(u"a"_s, u"not mine"_s));
    QVERIFY(!m_view->isFollowing());
    m_view->appendMessage(question(u"q"_s, u"mine"_s));
    QVERIFY(m_view->isFollowing());
}

void MessageViewTest::resizingKeepsThePlace()
{
    showMessages(manyMessages(60));
    m_view->scrollToMessage(u"31"_s);
    const qreal before = topOf({31, 0});
    m_view->resize(420, 600);
    QVERIFY(qAbs(topOf({31, 0}) - before) < 40);
    m_view->resize(800, 600);
    QVERIFY(qAbs(topOf({31, 0}) - before) < 40);
}

void MessageViewTest::layoutsStayFew()
{
    showMessages(manyMessages(1000));
    QVERIFY2(m_view->document().layoutsMade() < 400,
             qPrintable(QString::number(m_view->document().layoutsMade())));
    for (int i = 0; i < 60; ++i) {
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - 3000);
        QVERIFY(m_view->document().layoutsAlive() < 400);
    }
}

void MessageViewTest::streamingLaysOutTheTailOnly()
{
    showMessages(manyMessages(200) << answer(u"live"_s, {}, true));
    const QStringList words = sample::answer().split(u' ');
    const int before = m_view->document().layoutsMade();
    for (const QString &word : words) {
        m_view->appendText(u"live"_s, word + u' ');
        m_view->document();
    }
    const int made = m_view->document().layoutsMade() - before;
    QVERIFY2(made < 4 * words.size(), qPrintable(QString::number(made)));
}

void MessageViewTest::streamedIsTheSameAsWhole()
{
    showMessages({answer(u"whole"_s, sample::answer()), answer(u"live"_s, {}, true)});
    for (const QChar c : sample::answer()) {
        m_view->appendText(u"live"_s, c);
        m_view->document();
    }
    m_view->finishMessage(u"live"_s);
    ChatDocument &document = m_view->document();
    QCOMPARE(contentOf(document.item(1)), contentOf(document.item(0)));
    QCOMPARE(document.item(1).height(), document.item(0).height());
    QCOMPARE(m_view->sourceText(u"live"_s), sample::answer());
}

void MessageViewTest::manyDeltasAreOneTick()
{
    showMessages({answer(u"live"_s, {}, true)});
    const int before = m_view->document().layoutsMade();
    for (int i = 0; i < 500; ++i)
        m_view->appendText(u"live"_s, u"word "_s);
    QCOMPARE(m_view->sourceText(u"live"_s).size(), 2500);
    QVERIFY(m_view->document().layoutsMade() - before <= 2);
}

void MessageViewTest::footerActions()
{
    showMessages(sample::conversation());
    m_view->scrollToMessage(u"a1"_s);
    QSignalSpy traces(m_view.get(), &MessageView::traceRequested);
    QSignalSpy retries(m_view.get(), &MessageView::retryRequested);
    QSignalSpy copies(m_view.get(), &MessageView::copyRequested);
    m_view->resize(800, 1600);
    for (const QString &key : {u"trace"_s, u"retry"_s, u"copy"_s})
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, center(m_view->controlRect(1, key)));
    QCOMPARE(traces.size(), 1);
    QCOMPARE(retries.size(), 1);
    QCOMPARE(copies.size(), 1);
    QCOMPARE(copies.first().first().toString(), u"a1"_s);
}

void MessageViewTest::footerActionsByKeyboard()
{
    ChatViewMessage message = answer(u"a"_s, u"text"_s);
    message.footer = {.facts = {u"1 s"_s}, .hasTrace = true, .canRetry = true, .canCopy = true};
    showMessages({message, question(u"q"_s, u"next"_s)});
    QSignalSpy retries(m_view.get(), &MessageView::retryRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(m_view->currentMessageId(), u"a"_s);
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QTest::keyClick(m_view.get(), Qt::Key_Space);
    QCOMPARE(retries.size(), 1);
}

void MessageViewTest::noticeActions()
{
    showMessages(sample::conversation());
    QSignalSpy triggered(m_view.get(), &MessageView::actionTriggered);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                      center(m_view->controlRect(5, u"switch-key"_s)));
    QCOMPARE(triggered.size(), 1);
    QCOMPARE(triggered.first(), (QVariantList{u"a3"_s, u"switch-key"_s}));
    m_view->setNotice(u"a3"_s, std::nullopt);
    QVERIFY(m_view->controlRect(5, u"switch-key"_s).isNull());
}

void MessageViewTest::linksShowTheirHostFirst()
{
    showMessages({answer(u"a"_s, u"[safe.example](https://evil.example/x) end"_s)});
    QSignalSpy links(m_view.get(), &MessageView::linkActivated);
    const QPoint link = pointOf({0, 1}, 2);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, link);
    QCOMPARE(links.size(), 0);
    auto *label = m_view->viewport()->findChild<QLabel *>();
    QVERIFY(label->isVisible());
    QVERIFY(label->text().startsWith(u"evil.example"_s));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, link);
    QCOMPARE(links.size(), 1);
    QCOMPARE(links.first().first().toUrl(), QUrl(u"https://evil.example/x"_s));
}

void MessageViewTest::findsText()
{
    showMessages(manyMessages(100));
    QSignalSpy changes(m_view.get(), &MessageView::matchesChanged);
    QCOMPARE(m_view->setFindText(u"クラウド"_s), 50);
    const int first = m_view->currentMatch();
    m_view->findNext();
    QCOMPARE(m_view->currentMatch(), (first + 1) % 50);
    m_view->findPrevious();
    m_view->findPrevious();
    QCOMPARE(m_view->currentMatch(), (first + 49) % 50);
    QVERIFY(changes.size() >= 4);
    m_view->scrollToMessage(u"50"_s);
    m_view->setFindText(u"質問 2"_s); // 2, 20, 22 to 28
    QCOMPARE(m_view->matchCount(), 6);
    QVERIFY(m_view->viewport()->rect().intersects(m_view->messageRect(28)));
    QCOMPARE(m_view->setFindText(u"DATACLASSES"_s), 50);
    QCOMPARE(m_view->setFindText(u"no such thing"_s), 0);
    QCOMPARE(m_view->currentMatch(), -1);
    QCOMPARE(m_view->setFindText({}), 0);
}

void MessageViewTest::findFollowsTheStream()
{
    showMessages(
        {question(u"q"_s, u"needle"_s), answer(u"live"_s, {}, true), answer(u"after"_s, u"needle"_s)});
    QCOMPARE(m_view->setFindText(u"needle"_s), 2);
    m_view->findNext();
    m_view->appendText(u"live"_s, u"a needle and a needle"_s);
    m_view->document();
    QCOMPARE(m_view->matchCount(), 4);
    QCOMPARE(m_view->currentMatch(), 3);
}

void MessageViewTest::copiesCode()
{
    showMessages({answer(u"a"_s, u"```sh\nls -l\n\necho\n```"_s)});
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, center(m_view->controlRect(0, u"copy-code"_s)));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"ls -l\n\necho"_s);
}

void MessageViewTest::wideCodeScrollsSideways()
{
    showMessages({answer(u"a"_s, u"```\n"_s + u"wide "_s.repeated(100) + u"\n```"_s)});
    const QPoint point = pointOf({0, 1}, 3);
    QWheelEvent wheel(point, m_view->viewport()->mapToGlobal(point), QPoint(-120, 0), QPoint(-120, 0),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    QCOMPARE(m_view->document().scrollOf({0, 1}), 120);
    m_view->grab();
}

void MessageViewTest::unknownMessagesAreIgnored()
{
    showMessages({answer(u"a"_s, u"text"_s)});
    m_view->appendText(u"gone"_s, u"late"_s);
    m_view->finishMessage(u"gone"_s);
    m_view->setFooter(u"gone"_s, {});
    m_view->setNotice(u"gone"_s, std::nullopt);
    m_view->removeMessage(u"gone"_s);
    QCOMPARE(m_view->messageIds(), QStringList{u"a"_s});
    m_view->appendText(u"a"_s, u"late"_s);
    m_view->clear();
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectedText(), QString());
    m_view->grab();
}

void MessageViewTest::accessibleTree()
{
    showMessages(sample::conversation());
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), 6);
    QAccessibleInterface *item = list->child(1);
    QCOMPARE(item->role(), QAccessible::ListItem);
    QCOMPARE(item->parent(), list);
    QCOMPARE(list->indexOfChild(item), 1);
    QCOMPARE(item->text(QAccessible::Name), u"gpt-4o-mini, demo"_s);
    QVERIFY(item->text(QAccessible::Value).contains(u"「人件費」が全体の"_s));
    QVERIFY(item->textInterface()->characterCount() > 200);
    QCOMPARE(item->actionInterface()->actionNames(), (QStringList{u"trace"_s, u"retry"_s, u"copy"_s}));
    QSignalSpy traces(m_view.get(), &MessageView::traceRequested);
    item->actionInterface()->doAction(u"trace"_s);
    QCOMPARE(traces.size(), 1);
    QVERIFY(list->child(5)->text(QAccessible::Value).startsWith(u"This key may not use"_s));
    m_view->clear();
    QVERIFY(!item->isValid());
    QCOMPARE(list->childCount(), 0);
}

void MessageViewTest::endOfAnAnswerIsAnnounced()
{
    showMessages({question(u"q"_s, u"?"_s), answer(u"live"_s, {}, true)});
    QAccessible::setActive(true);
    if (!QAccessible::isActive())
        QSKIP("Qt sends no accessibility events here: no assistive technology can be reached");
    const auto before = QAccessible::installUpdateHandler(recordEvent);
    accessibleEvents.clear();
    m_view->appendText(u"live"_s, u"Words. More words."_s);
    m_view->document();
    const auto whileStreaming = accessibleEvents;
    m_view->finishMessage(u"live"_s);
    QAccessible::installUpdateHandler(before);
    const std::pair alert(QAccessible::Alert, 1);
    QVERIFY(!whileStreaming.contains(alert));
    QVERIFY(accessibleEvents.contains(alert));
}

void MessageViewTest::highlighting_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QString>("expected"); // k, s, c or n for each character of the last line
    QTest::newRow("keyword and number") << u"cpp"_s << QStringList{u"int a = 42;"_s} << u"kkk     nn "_s;
    QTest::newRow("comment goes on") << u"cpp"_s << QStringList{u"/* a"_s, u"int */ int"_s}
                                     << u"cccccc kkk"_s;
    QTest::newRow("string with escape") << u"js"_s << QStringList{u"'a\\'b' + 1"_s} << u"ssssss   n"_s;
    QTest::newRow("long string goes on")
        << u"python"_s << QStringList{u"\"\"\"doc"_s, u"def \"\"\" def"_s} << u"sssssss kkk"_s;
    QTest::newRow("long string in a line") << u"py"_s << QStringList{u"'''x''' if"_s} << u"sssssss kk"_s;
    QTest::newRow("unfinished string ends with its line")
        << u"py"_s << QStringList{u"'abc"_s, u"if"_s} << u"kk"_s;
    QTest::newRow("sql in any case") << u"SQL"_s << QStringList{u"select 1 -- x"_s} << u"kkkkkk n cccc"_s;
    QTest::newRow("json") << u"json"_s << QStringList{u"\"a\": true"_s} << u"sss  kkkk"_s;
    QTest::newRow("shell comment") << u"bash"_s << QStringList{u"echo # if"_s} << u"kkkk cccc"_s;
    QTest::newRow("keyword inside a word") << u"cpp"_s << QStringList{u"printing"_s} << u"        "_s;
}

void MessageViewTest::highlighting()
{
    QFETCH(QString, language);
    QFETCH(QStringList, lines);
    const CodeHighlighter highlighter(language);
    QList<CodeToken> tokens;
    int state = 0;
    for (const QString &line : lines) {
        tokens.clear();
        state = highlighter.highlight(line, state, &tokens);
    }
    QString colors(lines.last().size(), u' ');
    for (const CodeToken &token : tokens)
        colors.replace(token.start, token.length, QString(token.length, u"kscn"[int(token.kind)]));
    QTEST(colors, "expected");
}

void MessageViewTest::pictures_data()
{
    QTest::addColumn<Scheme>("scheme");
    QTest::newRow("light") << Scheme::Light;
    QTest::newRow("dark") << Scheme::Dark;
}

// Set SEKISHO_PICTURES to a folder to keep the pictures.
void MessageViewTest::pictures()
{
    QFETCH(Scheme, scheme);
    const ChatStyle style = ChatStyle::of(scheme);
    m_view->setChatStyle(style);
    m_view->resize(900, 1500);
    showMessages(sample::conversation());
    const QImage image = m_view->grab().toImage();
    QCOMPARE(image.pixelColor(2, 2), style.paper);
    const QString folder = qEnvironmentVariable("SEKISHO_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(
            QDir(folder).filePath(u"chat-%1.png"_s.arg(QLatin1StringView(QTest::currentDataTag())))));
}

QTEST_MAIN(MessageViewTest)
#include "tst_messageview.moc"
