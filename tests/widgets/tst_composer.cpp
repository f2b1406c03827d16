// SPDX-License-Identifier: GPL-3.0-or-later
#include <widgets/chat/composer.h>
#include <widgets/chat/sendedit.h>
#include <widgets/chat/sendline.h>

#include <QAbstractButton>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

void compose(QWidget *target, const QString &preedit)
{
    QInputMethodEvent event(preedit, {});
    QCoreApplication::sendEvent(target, &event);
}

void commit(QWidget *target, const QString &text)
{
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(target, &event);
}

void nextTurn()
{
    bool turned = false;
    QTimer::singleShot(0, qApp, [&] { turned = true; });
    QTRY_VERIFY(turned);
}

} // namespace

class ComposerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void returnSends();
    void shiftReturnStartsALine();
    void controlReturnMode();
    void returnDuringCompositionIsIgnored();
    void returnAfterCommitInTheSameTurnIsIgnored();
    void returnBeforeCommitIsIgnored();
    void returnThatCancelsACompositionIsIgnored();
    void returnInTheNextTurnSends();
    void blankIsNotSent();
    void answeringStops();
    void upInEmptyEditsTheLast();
    void onlyPlainTextIsPasted();
    void growsWithItsText();
    void lineObeysTheSameRule();

private:
    std::unique_ptr<Composer> m_composer;
    SendEdit *m_edit = nullptr;
};

void ComposerTest::init()
{
    m_composer = std::make_unique<Composer>();
    m_edit = m_composer->edit();
    m_composer->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_composer.get()));
    m_edit->setFocus();
}

void ComposerTest::returnSends()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(m_edit, u"hello"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().toString(), u"hello"_s);
    QCOMPARE(m_composer->text(), u"hello"_s);
}

void ComposerTest::shiftReturnStartsALine()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QTest::keyClicks(m_edit, u"a"_s);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(m_edit, u"b"_s);
    QCOMPARE(m_composer->text(), u"a\nb"_s);
    QCOMPARE(sent.size(), 0);
}

void ComposerTest::controlReturnMode()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setSendKey(Composer::SendKey::ControlEnter);
    QTest::keyClicks(m_edit, u"a"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"a\n"_s);
    QTest::keyClick(m_edit, Qt::Key_Enter, Qt::ControlModifier | Qt::KeypadModifier);
    QCOMPARE(sent.size(), 1);
}

void ComposerTest::returnDuringCompositionIsIgnored()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setText(u"今日は"_s);
    compose(m_edit, u"よさん"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    nextTurn();
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"今日は"_s);
}

void ComposerTest::returnAfterCommitInTheSameTurnIsIgnored()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    compose(m_edit, u"よさん"_s);
    commit(m_edit, u"予算"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"予算"_s);
}

void ComposerTest::returnBeforeCommitIsIgnored()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    compose(m_edit, u"よさん"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    commit(m_edit, u"予算"_s);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"予算"_s);
}

void ComposerTest::returnThatCancelsACompositionIsIgnored()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setText(u"a"_s);
    compose(m_edit, u"よ"_s);
    compose(m_edit, QString());
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
}

void ComposerTest::returnInTheNextTurnSends()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    compose(m_edit, u"よさん"_s);
    commit(m_edit, u"予算"_s);
    nextTurn();
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
}

void ComposerTest::blankIsNotSent()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    m_composer->setText(u" \n　"_s);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QVERIFY(!m_composer->findChild<QAbstractButton *>()->isEnabled());
}

void ComposerTest::answeringStops()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendRequested);
    QSignalSpy stopped(m_composer.get(), &Composer::stopRequested);
    m_composer->setText(u"next"_s);
    m_composer->setAnswering(true);
    QTest::keyClick(m_edit, Qt::Key_Return);
    QTest::mouseClick(m_composer->findChild<QAbstractButton *>(), Qt::LeftButton);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(stopped.size(), 1);
    m_composer->setAnswering(false);
    QTest::mouseClick(m_composer->findChild<QAbstractButton *>(), Qt::LeftButton);
    QCOMPARE(sent.size(), 1);
}

void ComposerTest::upInEmptyEditsTheLast()
{
    QSignalSpy edits(m_composer.get(), &Composer::editLastRequested);
    QTest::keyClick(m_edit, Qt::Key_Up);
    QCOMPARE(edits.size(), 1);
    m_composer->setText(u"a"_s);
    QTest::keyClick(m_edit, Qt::Key_Up);
    QCOMPARE(edits.size(), 1);
}

void ComposerTest::onlyPlainTextIsPasted()
{
    auto *mime = new QMimeData;
    mime->setText(u"plain"_s);
    mime->setHtml(u"<b>rich</b><img src='http://x.test/a.png'>"_s);
    QGuiApplication::clipboard()->setMimeData(mime);
    m_edit->paste();
    QCOMPARE(m_composer->text(), u"plain"_s);
    QVERIFY(!m_edit->toHtml().contains(u"x.test"_s));
}

void ComposerTest::growsWithItsText()
{
    const int one = m_edit->height();
    m_composer->setText(u"a\nb\nc\nd"_s);
    const int four = m_edit->height();
    QVERIFY(four > 3 * one - 12);
    m_composer->setText(u"x\n"_s.repeated(200));
    QVERIFY(m_edit->height() < 10 * one);
    m_composer->clear();
    QCOMPARE(m_edit->height(), one);
}

void ComposerTest::lineObeysTheSameRule()
{
    SendLine line;
    line.show();
    QVERIFY(QTest::qWaitForWindowExposed(&line));
    line.setFocus();
    QSignalSpy submitted(&line, &SendLine::submitted);
    compose(&line, u"よさん"_s);
    QTest::keyClick(&line, Qt::Key_Return);
    commit(&line, u"予算"_s);
    QTest::keyClick(&line, Qt::Key_Return);
    QCOMPARE(submitted.size(), 0);
    nextTurn();
    QTest::keyClick(&line, Qt::Key_Return);
    QCOMPARE(submitted.size(), 1);
    QCOMPARE(submitted.first().first().toString(), u"予算"_s);
}

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
