// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/clock.h>
#include <models/callerstate.h>
#include <models/profilebook.h>
#include <widgets/common/notice.h>
#include <widgets/shell/commandpalette.h>
#include <widgets/shell/language.h>
#include <widgets/shell/mainwindow.h>
#include <widgets/shell/preferences.h>
#include <widgets/theme/theme.h>

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace sekisho;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

namespace {

client::Profile profileOf(const QString &id, bool production = false)
{
    client::Profile profile;
    profile.id = id;
    profile.name = id;
    profile.gatewayUrl = QUrl(u"http://127.0.0.1:1"_s);
    profile.colour = u"#c92a2a"_s;
    profile.production = production;
    return profile;
}

/// A page whose title is a text of the shell, so that a change of language shows.
Page pageOf(const QString &id, int *made = nullptr)
{
    return {.id = id,
            .icon = u"chat"_s,
            .title = [] { return QCoreApplication::translate("sekisho::widgets::SettingsPage", "Settings"); },
            .make =
                [made](QWidget *parent) {
                    if (made)
                        ++*made;
                    return new QLineEdit(parent);
                }};
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void pagesAreMadeAtTheFirstVisit();
    void numbersGoToPages();
    void railShowsNamesOnlyInAWideWindow();
    void paletteJumpsToAPage();
    void paletteClosesByEscapeAndGivesFocusBack();
    void languageSwitchesLive();
    void themeSwitchesLiveAndIsRemembered();
    void choosingAProfileSaysSo();
    void lastEntryOfTheProfilesLeadsToSettings();
    void productionWearsItsName();
    void failedGatewayIsSaidWithItsReason();
    void aRemoteGatewayThatDoesNotAnswerIsNotCalledRunning();
    void missingKeychainIsSaid();
    void memoryByChoiceIsNotSaid();
    void geometryIsKept();
    void pagesForAdministratorsHideFromOthers();

private:
    void addPages(int count);
    template <typename T>
    T *child(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }

    std::unique_ptr<Theme> m_theme;
    core::SystemClock m_clock;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<models::ProfileBook> m_profiles;
    std::unique_ptr<client::ProfileSession> m_session;
    std::unique_ptr<models::CallerState> m_caller;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    m_theme = std::make_unique<Theme>(qApp);
    m_language = std::make_unique<Language>();
}

void TestMainWindow::init()
{
    PreferenceValues values;
    values.language = u"en"_s;
    values.theme = PreferenceValues::Theme::Light;
    m_preferences = std::make_unique<Preferences>(values);
    m_profiles = std::make_unique<models::ProfileBook>();
    client::Profile local = profileOf(u"local"_s);
    local.builtIn = true;
    m_profiles->setProfiles({local, profileOf(u"plant"_s, true)});
    m_profiles->setCurrent(u"local"_s);
    m_caller.reset();
    m_session = std::make_unique<client::ProfileSession>(&m_clock);
    m_caller = std::make_unique<models::CallerState>(m_session.get());
    m_window = std::make_unique<MainWindow>(MainWindow::Parts{
        m_theme.get(), m_language.get(), m_preferences.get(), m_profiles.get(), m_caller.get()});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::addPages(int count)
{
    for (int i = 1; i <= count; ++i)
        m_window->addPage(pageOf(u"page%1"_s.arg(i)));
}

void TestMainWindow::pagesAreMadeAtTheFirstVisit()
{
    int first = 0;
    int second = 0;
    m_window->addPage(pageOf(u"a"_s, &first));
    m_window->addPage(pageOf(u"b"_s, &second));
    QCOMPARE(first, 1);
    QCOMPARE(second, 0);
    QTest::mouseClick(child<QToolButton>("bRailButton"), Qt::LeftButton);
    QTest::mouseClick(child<QToolButton>("aRailButton"), Qt::LeftButton);
    QTest::mouseClick(child<QToolButton>("bRailButton"), Qt::LeftButton);
    QCOMPARE(first, 1);
    QCOMPARE(second, 1);
    QCOMPARE(m_window->currentPage(), u"b"_s);
    m_window->showPage(u"no such page"_s);
    QCOMPARE(m_window->currentPage(), u"b"_s);
}

void TestMainWindow::numbersGoToPages()
{
    addPages(3);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), u"page3"_s);
    QVERIFY(child<QToolButton>("page3RailButton")->isChecked());
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), u"page1"_s);
    QTest::keyClick(m_window.get(), Qt::Key_9, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), u"page1"_s);
}

void TestMainWindow::railShowsNamesOnlyInAWideWindow()
{
    addPages(1);
    m_window->resize(1400, 800);
    QTRY_COMPARE(child<QToolButton>("page1RailButton")->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    m_window->resize(800, 600);
    QTRY_COMPARE(child<QToolButton>("page1RailButton")->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QCOMPARE(child<QToolButton>("page1RailButton")->accessibleName(), u"Settings"_s);
}

void TestMainWindow::paletteJumpsToAPage()
{
    addPages(2);
    bool ran = false;
    m_window->palette()->addSource([&ran] {
        return QList<PaletteEntry>{{u"chat"_s, u"予算の相談"_s, u"conversation"_s, [&ran] { ran = true; }}};
    });
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *search = child<QLineEdit>("paletteSearchEdit");
    auto *list = child<QListWidget>("paletteList");
    QVERIFY(search->hasFocus());
    QCOMPARE(list->count(), 3);
    search->setText(u"予算"_s);
    QCOMPARE(list->count(), 1);
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(ran);
    QVERIFY(!m_window->palette()->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(search, Qt::Key_Down);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(m_window->currentPage(), u"page2"_s);
}

void TestMainWindow::paletteClosesByEscapeAndGivesFocusBack()
{
    addPages(1);
    QWidget *page = m_window->pageWidget(u"page1"_s);
    page->setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(child<QLineEdit>("paletteSearchEdit"), Qt::Key_Escape);
    QVERIFY(!m_window->palette()->isVisible());
    QVERIFY(page->hasFocus());
}

void TestMainWindow::languageSwitchesLive()
{
    addPages(1);
    m_window->setGatewayStatus({GatewayStatus::Kind::Running, u"127.0.0.1:4000"_s, {}});
    QCOMPARE(child<QLabel>("gatewayStateLabel")->text(), u"running"_s);
    auto *button = child<QToolButton>("languageButton");
    QCOMPARE(button->text(), u"日本語"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(child<QLabel>("gatewayStateLabel")->text(), u"稼働中"_s);
    QCOMPARE(child<QToolButton>("page1RailButton")->accessibleName(), u"設定"_s);
    QCOMPARE(button->text(), u"English"_s);
    QCOMPARE(m_preferences->values().language, u"ja"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(child<QLabel>("gatewayStateLabel")->text(), u"running"_s);
}

void TestMainWindow::themeSwitchesLiveAndIsRemembered()
{
    QSignalSpy stored(m_preferences.get(), &Preferences::changed);
    QTest::mouseClick(child<QToolButton>("themeButton"), Qt::LeftButton);
    QCOMPARE(m_theme->scheme(), Scheme::Dark);
    QCOMPARE(stored.count(), 1);
    QTest::mouseClick(child<QToolButton>("themeButton"), Qt::LeftButton);
    QCOMPARE(m_theme->scheme(), Scheme::Light);
    QCOMPARE(m_preferences->values().theme, PreferenceValues::Theme::Light);
}

void TestMainWindow::choosingAProfileSaysSo()
{
    QSignalSpy chosen(m_profiles.get(), &models::ProfileBook::chosen);
    auto *combo = child<QComboBox>("profileCombo");
    QCOMPARE(combo->currentText(), u"Local gateway"_s);
    QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<client::Profile>().id, u"plant"_s);
    // Until it is open, the one in use stays on show.
    QCOMPARE(combo->currentText(), u"Local gateway"_s);
}

void TestMainWindow::lastEntryOfTheProfilesLeadsToSettings()
{
    m_window->addPage(pageOf(u"chat"_s));
    m_window->addPage(pageOf(u"settings"_s));
    auto *combo = child<QComboBox>("profileCombo");
    QTest::keyClick(combo, Qt::Key_End);
    QCOMPARE(m_window->currentPage(), u"settings"_s);
    QCOMPARE(combo->currentText(), u"Local gateway"_s);
}

void TestMainWindow::productionWearsItsName()
{
    auto *band = m_window->findChild<QWidget *>(u"profileBand"_s);
    const int thin = band->height();
    m_profiles->setCurrent(u"plant"_s);
    QVERIFY(band->height() > thin);
    QCOMPARE(band->accessibleName(), u"Production: plant"_s);
}

void TestMainWindow::failedGatewayIsSaidWithItsReason()
{
    QSignalSpy retried(m_window.get(), &MainWindow::gatewayRetryRequested);
    auto *notice = child<Notice>("gatewayNotice");
    m_window->setGatewayStatus({GatewayStatus::Kind::Starting, {}, {}});
    QVERIFY(!notice->isVisible());
    m_window->setGatewayStatus({GatewayStatus::Kind::Failed, {}, u"The port is taken."_s});
    QVERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(u"The port is taken."_s));
    QCOMPARE(child<QLabel>("gatewayStateLabel")->text(), u"failed"_s);
    QTest::mouseClick(notice->findChild<QPushButton *>(u"noticeActionButton"_s), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    m_window->setGatewayStatus({GatewayStatus::Kind::Running, {}, {}});
    QVERIFY(!notice->isVisible());
}

void TestMainWindow::aRemoteGatewayThatDoesNotAnswerIsNotCalledRunning()
{
    m_window->setGatewayStatus({GatewayStatus::Kind::Running, {}, {}});
    const auto *word = child<QLabel>("gatewayStateLabel");
    QCOMPARE(word->text(), u"running"_s);
    m_profiles->setCurrent(u"plant"_s);
    QCOMPARE(word->text(), u"unknown"_s);
    m_session->open(*m_profiles->current(), {});
    QTRY_COMPARE(word->text(), u"offline"_s);
    m_profiles->setCurrent(u"local"_s);
    QCOMPARE(word->text(), u"running"_s);
}

void TestMainWindow::missingKeychainIsSaid()
{
    auto *notice = child<Notice>("secretNotice");
    m_window->setSecretState({secrets::SecretBackend::Keychain, secrets::MemoryReason::None, {}});
    QVERIFY(!notice->isVisible());
    m_window->setSecretState({secrets::SecretBackend::MemoryOnly, secrets::MemoryReason::NoService, {}});
    QVERIFY(notice->isVisible());
    QTest::mouseClick(notice->findChild<QToolButton *>(u"noticeCloseButton"_s), Qt::LeftButton);
    QVERIFY(!notice->isVisible());
    // Read and closed: neither a gateway nor a language brings it back.
    m_window->setGatewayStatus({GatewayStatus::Kind::Running, {}, {}});
    QVERIFY(!notice->isVisible());
}

void TestMainWindow::memoryByChoiceIsNotSaid()
{
    m_window->setSecretState({secrets::SecretBackend::MemoryOnly, secrets::MemoryReason::Chosen, {}});
    QVERIFY(!child<Notice>("secretNotice")->isVisible());
}

void TestMainWindow::geometryIsKept()
{
    QSignalSpy stored(m_preferences.get(), &Preferences::changed);
    m_window->close();
    QCOMPARE(stored.count(), 1);
    QVERIFY(!m_preferences->values().windowGeometry.isEmpty());
}

void TestMainWindow::pagesForAdministratorsHideFromOthers()
{
    m_window->addPage(pageOf(u"chat"_s));
    Page admin = pageOf(u"keys"_s);
    admin.adminOnly = true;
    m_window->addPage(admin);
    // Nothing is known of the key yet: what it might not be allowed to see is not shown.
    QVERIFY(!child<QToolButton>("keysRailButton")->isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), u"chat"_s);
    client::Profile administered = profileOf(u"local"_s);
    administered.keys = {{u"k"_s, u"master"_s, {}, {}, true}};
    m_profiles->setProfiles({administered});
    QVERIFY(child<QToolButton>("keysRailButton")->isVisible());
    administered.signIn = client::SignInKind::TokenOnly;
    m_profiles->setProfiles({administered});
    QVERIFY(!child<QToolButton>("keysRailButton")->isVisible());
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
