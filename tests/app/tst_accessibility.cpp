// SPDX-License-Identifier: GPL-3.0-or-later
// Walks through all pages of the real window as someone without mouse or screen does.
#include <widgets/common/sheet.h>
#include <widgets/shell/mainwindow.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include <app/desktopprogram.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using widgets::MainWindow;

class TestAccessibility : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_program.reset(); }
    void everyControlHasAName_data();
    void everyControlHasAName();
    void sheetsHaveNames_data();
    void sheetsHaveNames();
    void tabReachesEveryControl_data();
    void tabReachesEveryControl();

private:
    void goTo(const QString &page);
    bool click(const QString &button);
    QWidget *find(const QString &name) const;
    QList<QWidget *> controls() const;
    void checkNames() const;
    QWidget *modalPart() const;
    QSet<QWidget *> walkByTab(QStringList *problems) const;

    QTemporaryDir m_folder;
    std::unique_ptr<app::DesktopProgram> m_program;
    MainWindow *m_window = nullptr;
};

namespace {

QString describe(const QWidget *widget)
{
    QStringList names;
    for (const QWidget *w = widget; w && names.size() < 4; w = w->parentWidget())
        names.prepend(QString::fromLatin1(w->metaObject()->className()) + u'#' + w->objectName());
    return names.join(u" > "_s);
}

QString accessibleName(QWidget *widget)
{
    const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}

} // namespace

void TestAccessibility::initTestCase()
{
    // This flag keeps secrets in memory; the end it asks for is not listened to.
    m_program = std::make_unique<app::DesktopProgram>(
        *qApp, app::DesktopProgram::Options{m_folder.path(), QString(), true});
    m_program->start();
    const auto hasWindow = [this] {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *window = qobject_cast<MainWindow *>(widget))
                m_window = window;
        return m_window != nullptr;
    };
    QTRY_VERIFY(hasWindow());
    m_window->activateWindow();
    const auto isReady = [this] {
        const auto *combo = qobject_cast<QComboBox *>(find(u"modelCombo"_s));
        return combo && combo->count() > 0 && find(u"keysRailButton"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isReady(), 20000);
}

QWidget *TestAccessibility::find(const QString &name) const
{
    for (QWidget *widget : m_window->findChildren<QWidget *>(name))
        if (widget->isVisible())
            return widget;
    return nullptr;
}

bool TestAccessibility::click(const QString &name)
{
    auto *button = qobject_cast<QAbstractButton *>(find(name));
    if (button)
        button->click();
    return button != nullptr;
}

void TestAccessibility::goTo(const QString &page)
{
    QVERIFY2(click(page + u"RailButton"_s), qPrintable(page));
    QTest::qWait(50);
}

/// What Tab may stop at.
QList<QWidget *> TestAccessibility::controls() const
{
    QList<QWidget *> found;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool stops = (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
        if (stops && widget->isVisible() && widget->isEnabled())
            found.append(widget);
    }
    return found;
}

void TestAccessibility::checkNames() const
{
    QStringList nameless;
    for (QWidget *widget : controls())
        if (accessibleName(widget).trimmed().isEmpty())
            nameless.append(describe(widget));
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}

void TestAccessibility::everyControlHasAName_data()
{
    QTest::addColumn<QString>("page");
    for (const char *page : {"chat", "keys", "teams", "budgets", "traces", "settings"})
        QTest::addRow("on the page %s", page) << QString::fromLatin1(page);
}

void TestAccessibility::everyControlHasAName()
{
    QFETCH(QString, page);
    goTo(page);
    QVERIFY(controls().size() > 5);
    checkNames();
}

void TestAccessibility::sheetsHaveNames_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("button");
    QTest::addRow("a new key") << u"keys"_s << u"newKeyButton"_s;
    QTest::addRow("a new team") << u"teams"_s << u"newTeamButton"_s;
    QTest::addRow("a new budget") << u"budgets"_s << u"newBudgetButton"_s;
    QTest::addRow("signing in to another gateway") << u"settings"_s << u"addProfileButton"_s;
    QTest::addRow("the settings of a chat") << u"chat"_s << u"sessionButton"_s;
}

void TestAccessibility::sheetsHaveNames()
{
    QFETCH(QString, page);
    QFETCH(QString, button);
    goTo(page);
    const auto before = controls();
    QVERIFY(click(button));
    QTRY_VERIFY(controls() != before);
    checkNames();
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
}

/// The sheet that is open, or the whole window.
QWidget *TestAccessibility::modalPart() const
{
    for (auto *sheet : m_window->findChildren<widgets::Sheet *>())
        if (sheet->isVisible())
            return sheet;
    return m_window;
}

/// Presses Tab until the focus is where it began.
QSet<QWidget *> TestAccessibility::walkByTab(QStringList *problems) const
{
    // The view of a conversation stops at each of its buttons.
    constexpr int MostStopsInOneWidget = 20;
    constexpr int MostStops = 300;
    QSet<QWidget *> seen;
    QWidget *first = QApplication::focusWidget();
    QWidget *here = first;
    for (int stops = 0, inside = 0; here && stops < MostStops; ++stops) {
        seen.insert(here);
        if (!here->isVisible() || !here->isEnabled())
            problems->append(u"out of sight: "_s + describe(here));
        QTest::keyClick(here, Qt::Key_Tab);
        QWidget *next = QApplication::focusWidget();
        inside = next == here ? inside + 1 : 0;
        here = next;
        if (inside > MostStopsInOneWidget || (here == first && inside == 0))
            break;
    }
    if (!here)
        problems->append(u"the focus was lost"_s);
    else if (here != first)
        problems->append(u"trapped in "_s + describe(here));
    return seen;
}

void TestAccessibility::tabReachesEveryControl_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("button");
    for (const char *page : {"chat", "keys", "teams", "budgets", "traces", "settings"})
        QTest::addRow("on the page %s", page) << QString::fromLatin1(page) << QString();
    QTest::addRow("in a new key") << u"keys"_s << u"newKeyButton"_s;
    QTest::addRow("in a new team") << u"teams"_s << u"newTeamButton"_s;
    QTest::addRow("in a new budget") << u"budgets"_s << u"newBudgetButton"_s;
    QTest::addRow("signing in to another gateway") << u"settings"_s << u"addProfileButton"_s;
    QTest::addRow("in the settings of a chat") << u"chat"_s << u"sessionButton"_s;
}

void TestAccessibility::tabReachesEveryControl()
{
    QFETCH(QString, page);
    QFETCH(QString, button);
    goTo(page);
    if (!button.isEmpty())
        QVERIFY(click(button));
    QTest::qWait(50);
    auto *railButton = find(page + u"RailButton"_s);
    if (button.isEmpty())
        railButton->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(QApplication::focusWidget());
    const QWidget *part = modalPart();
    QStringList problems;
    const auto seen = walkByTab(&problems);
    for (QWidget *widget : controls()) {
        // One of a group of choices stands for all: the arrow keys go on from there.
        const auto *radio = qobject_cast<QRadioButton *>(widget);
        const bool isExpected = part->isAncestorOf(widget) && !(radio && !radio->isChecked());
        if (isExpected && !seen.contains(widget))
            problems.append(u"never reached: "_s + describe(widget));
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
