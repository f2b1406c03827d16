// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the whole window in the states the tour does not pass through, in several sizes and looks, for the
// eye: windowgallery DIRECTORY [WIDTHxHEIGHT].
#include <widgets/chat/messageview.h>
#include <widgets/shell/mainwindow.h>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

#include <app/desktopprogram.h>
#include <app/tour/hands.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using widgets::MainWindow;

namespace {

app::Hands hands;
MainWindow *window = nullptr;
QString directory;

bool waitFor(const std::function<bool()> &condition, int patience = 15000)
{
    return QTest::qWaitFor(condition, patience);
}

bool waitForButton(const QString &name)
{
    const bool found = waitFor([name] { return hands.canUse(name); });
    if (!found)
        qWarning().noquote() << "not there:" << name;
    return found;
}

void press(const QString &name)
{
    if (waitForButton(name))
        hands.click(name);
}

void escape()
{
    QWidget *focused = window->focusWidget();
    QTest::keyClick(focused ? focused : window, Qt::Key_Escape);
}

void preferLook(const QString &language, bool dark)
{
    // The top bar's buttons turn from one to the other.
    static QString spoken = u"en"_s;
    static bool isDark = false;
    if (spoken != language)
        hands.click(u"languageButton"_s);
    if (isDark != dark)
        hands.click(u"themeButton"_s);
    spoken = language;
    isDark = dark;
}

void shootNow(const QString &name)
{
    window->grab().save(QDir(directory).filePath(name + u".png"_s));
}

void shoot(const QString &name)
{
    QTest::qWait(300);
    shootNow(name);
}

void goTo(const QString &page)
{
    press(page + u"RailButton"_s);
    QTest::qWait(200);
}

void compose(const QString &name, const QString &text)
{
    QInputMethodEvent event(text, {{QInputMethodEvent::Cursor, int(text.size()), 1, {}}});
    QApplication::sendEvent(hands.find(name), &event);
}

void send(const QString &text)
{
    hands.type(u"composerEdit"_s, text);
    QTest::qWait(20);
    hands.press(u"composerEdit"_s, Qt::Key_Return);
}

void chat(const QString &look)
{
    goTo(u"chat"_s);
    press(u"newConversationButton"_s);
    shoot(u"chat-empty-"_s + look);
    send(u"今期の予算を、項目ごとの表にしてください。コードの例もお願いします。"_s);
    QTest::qWait(900);
    shootNow(u"chat-streaming-"_s + look);
    waitFor([] { return !hands.find(u"stopButton"_s); });
    QTest::qWait(6000);
    shoot(u"chat-answer-"_s + look);
    compose(u"composerEdit"_s, u"らいきのよさん"_s);
    shoot(u"chat-preedit-"_s + look);
    compose(u"composerEdit"_s, {});
    QTest::qWait(20);
    hands.press(u"composerEdit"_s, Qt::Key_F, Qt::ControlModifier);
    if (hands.find(u"findEdit"_s))
        hands.type(u"findEdit"_s, u"予算"_s);
    shoot(u"chat-find-"_s + look);
    QTest::qWait(20);
    if (hands.find(u"findEdit"_s))
        hands.press(u"findEdit"_s, Qt::Key_Escape);
    press(u"sessionButton"_s);
    shoot(u"chat-settings-"_s + look);
    press(u"sessionButton"_s);
}

void sheets(const QString &look)
{
    const QList<std::pair<QString, QString>> forms{{u"keys"_s, u"newKeyButton"_s},
                                                   {u"teams"_s, u"newTeamButton"_s},
                                                   {u"budgets"_s, u"newBudgetButton"_s},
                                                   {u"settings"_s, u"addProfileButton"_s}};
    for (const auto &[page, button] : forms) {
        goTo(page);
        shoot(page + u'-' + look);
        press(button);
        shoot(page + u"-sheet-"_s + look);
        escape();
        QTest::qWait(200);
    }
    goTo(u"keys"_s);
    hands.clickItem(u"keyTable"_s, u"sk-"_s);
    shoot(u"keys-detail-"_s + look);
    QTest::keyClick(window, Qt::Key_K, Qt::ControlModifier);
    shoot(u"palette-"_s + look);
    escape();
    goTo(u"traces"_s);
    shoot(u"traces-"_s + look);
}

/// A form that is open while the language changes.
void languageChange(const QString &look)
{
    goTo(u"keys"_s);
    press(u"newKeyButton"_s);
    hands.type(u"aliasEdit"_s, u"half typed"_s);
    QTest::qWait(200);
    auto *button = window->findChild<QAbstractButton *>(u"languageButton"_s);
    button->click();
    shoot(u"language-changed-"_s + look);
    button->click();
    QTest::qWait(200);
    escape();
    QTest::qWait(300);
}

/// A profile at an address where nobody answers.
void unreachable(const QString &look)
{
    goTo(u"settings"_s);
    press(u"addProfileButton"_s);
    QTest::qWait(200);
    hands.type(u"profileNameEdit"_s, u"Nobody there"_s);
    hands.type(u"gatewayUrlEdit"_s, u"http://127.0.0.1:9"_s);
    hands.type(u"profileKeyEdit"_s, u"sk-example-key-1234"_s);
    shoot(u"profile-filled-"_s + look);
    press(u"saveProfileButton"_s);
    QTest::qWait(3000);
    shoot(u"profile-saved-"_s + look);
    for (const char *page : {"chat", "keys", "traces"}) {
        if (hands.canUse(QString::fromLatin1(page) + u"RailButton"_s))
            goTo(QString::fromLatin1(page));
        QTest::qWait(1500);
        shoot(u"unreachable-%1-%2"_s.arg(QString::fromLatin1(page), look));
    }
    send(u"hello"_s);
    QTest::qWait(2500);
    shoot(u"unreachable-asked-"_s + look);
}

bool start(app::DesktopProgram &program)
{
    program.start();
    return waitFor([] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<MainWindow *>(widget))
                window = found;
        const auto *combo = hands.find<QComboBox>(u"modelCombo"_s);
        return window && combo && combo->count() > 0 && hands.find(u"keysRailButton"_s);
    });
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"windowgallery"_s);
    directory = application.arguments().value(1);
    const QStringList size = application.arguments().value(2, u"1280x800"_s).split(u'x');
    const QTemporaryDir folder;
    // This flag keeps secrets in memory; the end it asks for is not listened to.
    app::DesktopProgram program(application, {folder.path(), QString(), true});
    if (directory.isEmpty() || !QDir().mkpath(directory) || !start(program))
        return 1;
    window->resize(size.value(0).toInt(), size.value(1).toInt());
    const QList<std::pair<QString, bool>> looks{
        {u"en"_s, false}, {u"ja"_s, false}, {u"ja"_s, true}, {u"en"_s, true}};
    for (const auto &[language, dark] : looks) {
        preferLook(language, dark);
        const QString look = language + (dark ? u"-dark"_s : u"-light"_s);
        chat(look);
        sheets(look);
    }
    languageChange(u"en-dark"_s);
    unreachable(u"en-dark"_s);
    // What the destructor waits for is not what is looked at here.
    std::_Exit(0);
}
