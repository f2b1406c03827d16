// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakechecks.h"

#include <secrets/memorysecretstore.h>
#include <widgets/shell/preferences.h>
#include <widgets/shell/settingspage.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace sekisho;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;

class TestSettingsPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }
    void choicesTakeEffectAtOnce();
    void choicesFollowThePreferences();
    void newProfileKeepsItsSecretsInTheStoreOnly();
    void nothingIsSavedWithoutAKey();
    void addressWithoutSchemeIsRefusedInWords();
    void environmentIsHeldToTheRuleOfLangfuse();
    void editingKeepsASecretThatWasNotTypedAgain();
    void gatewayTestNamesTheStationThatFailed();
    void gatewayTestCanBeCancelled();
    void changedAddressForgetsTheResult();
    void langfuseTestUsesTheStoredSecret();
    void deletingAsksAndNamesTheKeys();
    void builtInProfileCannotBeDeleted();

private:
    template <typename T>
    T *child(const char *name) const
    {
        return m_page->findChild<T *>(QString::fromLatin1(name));
    }
    void type(const char *name, const QString &text) const;
    void click(const char *name) const;
    static client::Profile plant();
    QString secretNamed(const QString &name) const;

    secrets::MemorySecretStore m_secrets;
    std::unique_ptr<tests::FakeChecks> m_checks;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<models::ProfileBook> m_profiles;
    std::unique_ptr<SettingsPage> m_page;
};

client::Profile TestSettingsPage::plant()
{
    client::Profile profile;
    profile.id = u"plant"_s;
    profile.name = u"Plant"_s;
    profile.gatewayUrl = QUrl(u"https://litellm.example"_s);
    profile.keys = {{u"k1"_s, u"mykey"_s, u"sk-...W8TA"_s, u"profile/plant/key/k1"_s, false}};
    profile.currentKeyId = u"k1"_s;
    profile.langfuse = client::LangfuseAddress{
        QUrl(u"https://langfuse.example"_s), u"pk-lf-1"_s, u"profile/plant/langfuse"_s, {}};
    return profile;
}

void TestSettingsPage::init()
{
    client::Profile local;
    local.id = u"local"_s;
    local.builtIn = true;
    m_checks = std::make_unique<tests::FakeChecks>();
    m_preferences = std::make_unique<Preferences>();
    m_profiles = std::make_unique<models::ProfileBook>();
    m_profiles->setProfiles({local, plant()});
    m_profiles->setCurrent(u"local"_s);
    m_secrets.write(u"profile/plant/key/k1"_s, core::SecretString(u"sk-stored"_s));
    m_secrets.write(u"profile/plant/langfuse"_s, core::SecretString(u"sk-lf-stored"_s));
    m_page = std::make_unique<SettingsPage>(
        SettingsPage::Services{m_preferences.get(), m_profiles.get(), &m_secrets, m_checks.get()});
    m_page->resize(1000, 900);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestSettingsPage::type(const char *name, const QString &text) const
{
    auto *edit = child<QLineEdit>(name);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

void TestSettingsPage::click(const char *name) const
{
    QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton);
}

QString TestSettingsPage::secretNamed(const QString &name) const
{
    auto &store = const_cast<secrets::MemorySecretStore &>(m_secrets);
    const auto read = store.read(name).result();
    return read && *read ? (*read)->reveal() : QString();
}

void TestSettingsPage::choicesTakeEffectAtOnce()
{
    QTest::keyClick(child<QComboBox>("themeCombo"), Qt::Key_End);
    QCOMPARE(m_preferences->values().theme, PreferenceValues::Theme::HighContrast);
    QTest::keyClick(child<QComboBox>("languageCombo"), Qt::Key_End);
    QCOMPARE(m_preferences->values().language, u"ja"_s);
    QTest::keyClick(child<QComboBox>("densityCombo"), Qt::Key_End);
    QCOMPARE(m_preferences->values().density, Density::Compact);
    QTest::keyClick(child<QComboBox>("sendKeyCombo"), Qt::Key_End);
    QCOMPARE(m_preferences->values().send, PreferenceValues::Send::ControlEnter);
}

void TestSettingsPage::choicesFollowThePreferences()
{
    m_preferences->setTheme(PreferenceValues::Theme::Dark);
    QCOMPARE(child<QComboBox>("themeCombo")->currentText(), u"Dark"_s);
}

void TestSettingsPage::newProfileKeepsItsSecretsInTheStoreOnly()
{
    QSignalSpy saved(m_profiles.get(), &models::ProfileBook::saved);
    QSignalSpy chosen(m_profiles.get(), &models::ProfileBook::chosen);
    click("addProfileButton");
    type("profileNameEdit", u"Office"_s);
    type("gatewayUrlEdit", u"https://gateway.example"_s);
    type("profileKeyEdit", u"sk-typed-by-hand"_s);
    type("langfuseUrlEdit", u"https://traces.example"_s);
    type("langfusePublicKeyEdit", u"pk-lf-2"_s);
    type("langfuseSecretKeyEdit", u"sk-lf-typed"_s);
    click("saveProfileButton");
    QTRY_COMPARE(saved.count(), 1);
    const auto profile = saved.first().first().value<client::Profile>();
    QCOMPARE(profile.name, u"Office"_s);
    QCOMPARE(profile.keys.size(), 1);
    QVERIFY(!profile.keys.first().masked.contains(u"typed-by"_s));
    QCOMPARE(secretNamed(profile.keys.first().secretName), u"sk-typed-by-hand"_s);
    QCOMPARE(secretNamed(profile.langfuse->secretName), u"sk-lf-typed"_s);
    QCOMPARE(chosen.count(), 1);
}

void TestSettingsPage::nothingIsSavedWithoutAKey()
{
    click("addProfileButton");
    type("profileNameEdit", u"Office"_s);
    type("gatewayUrlEdit", u"https://gateway.example"_s);
    QVERIFY(!child<QPushButton>("saveProfileButton")->isEnabled());
    type("profileKeyEdit", u"sk-1"_s);
    QVERIFY(child<QPushButton>("saveProfileButton")->isEnabled());
}

void TestSettingsPage::addressWithoutSchemeIsRefusedInWords()
{
    click("addProfileButton");
    type("gatewayUrlEdit", u"gateway.example"_s);
    auto *error = child<QWidget>("sheetErrorNotice");
    QVERIFY(error->isVisible());
    type("gatewayUrlEdit", u"http://gateway.example"_s);
    QVERIFY(!error->isVisible());
}

void TestSettingsPage::environmentIsHeldToTheRuleOfLangfuse()
{
    QSignalSpy saved(m_profiles.get(), &models::ProfileBook::saved);
    m_page->editProfile(u"plant"_s);
    auto *error = child<QWidget>("sheetErrorNotice");
    for (const QString &bad : {u"My laptop"_s, u"langfuse-x"_s, QString(41, u'a')}) {
        type("langfuseEnvironmentEdit", bad);
        QVERIFY2(error->isVisible(), qPrintable(bad));
        QVERIFY(!child<QPushButton>("saveProfileButton")->isEnabled());
    }
    type("langfuseEnvironmentEdit", u"staging"_s);
    QVERIFY(!error->isVisible());
    click("saveProfileButton");
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.first().first().value<client::Profile>().langfuse->environment, u"staging"_s);
}

void TestSettingsPage::editingKeepsASecretThatWasNotTypedAgain()
{
    QSignalSpy saved(m_profiles.get(), &models::ProfileBook::saved);
    m_page->editProfile(u"plant"_s);
    type("profileNameEdit", u"Plant 2"_s);
    click("saveProfileButton");
    QTRY_COMPARE(saved.count(), 1);
    client::Profile expected = plant();
    expected.name = u"Plant 2"_s;
    expected.colour = saved.first().first().value<client::Profile>().colour;
    QCOMPARE(saved.first().first().value<client::Profile>(), expected);
    QCOMPARE(secretNamed(u"profile/plant/key/k1"_s), u"sk-stored"_s);
}

void TestSettingsPage::gatewayTestNamesTheStationThatFailed()
{
    m_page->editProfile(u"plant"_s);
    click("gatewayTestButton");
    QTRY_COMPARE(m_checks->gateways.size(), 1);
    QCOMPARE(m_checks->gateways.first().auth.first().secret.reveal(), u"sk-stored"_s);
    QVERIFY(child<QWidget>("gatewayTestProgress")->isVisible());
    client::ConnectionReport report;
    report.hops = {{client::Hop::Address, client::HopState::Passed, {}, {}},
                   {client::Hop::Key,
                    client::HopState::Failed,
                    core::Error{core::ErrorKind::Unauthenticated, u"401"_s, {}, {}, nullptr},
                    {}}};
    m_checks->answerGateway(report);
    QTRY_VERIFY(child<QLabel>("gatewayTestLabel")->text().contains(u"The key"_s));
    QVERIFY(!child<QWidget>("gatewayTestProgress")->isVisible());
}

void TestSettingsPage::gatewayTestCanBeCancelled()
{
    m_page->editProfile(u"plant"_s);
    click("gatewayTestButton");
    QTRY_COMPARE(m_checks->gateways.size(), 1);
    QTRY_COMPARE(child<QPushButton>("gatewayTestButton")->text(), u"Cancel"_s);
    click("gatewayTestButton");
    QVERIFY(m_checks->gatewayCancelled());
    QCOMPARE(child<QPushButton>("gatewayTestButton")->text(), u"Test the gateway"_s);
}

void TestSettingsPage::changedAddressForgetsTheResult()
{
    m_page->editProfile(u"plant"_s);
    click("gatewayTestButton");
    QTRY_COMPARE(m_checks->gateways.size(), 1);
    m_checks->answerGateway(core::fail(core::ErrorKind::Network, u"refused"_s));
    QTRY_VERIFY(!child<QLabel>("gatewayTestLabel")->text().isEmpty());
    type("gatewayUrlEdit", u"https://other.example"_s);
    QVERIFY(child<QLabel>("gatewayTestLabel")->text().isEmpty());
}

void TestSettingsPage::langfuseTestUsesTheStoredSecret()
{
    m_page->editProfile(u"plant"_s);
    click("langfuseTestButton");
    QTRY_COMPARE(m_checks->langfuses.size(), 1);
    QCOMPARE(m_checks->langfuses.first().secretKey.reveal(), u"sk-lf-stored"_s);
    QCOMPARE(m_checks->langfuses.first().publicKey, u"pk-lf-1"_s);
    m_checks->answerLangfuse(client::LangfuseInfo{u"3.1"_s, u"p"_s, u"demo"_s});
    QTRY_VERIFY(child<QLabel>("langfuseTestLabel")->text().contains(u"demo"_s));
}

void TestSettingsPage::deletingAsksAndNamesTheKeys()
{
    QSignalSpy removed(m_profiles.get(), &models::ProfileBook::removed);
    click("deleteProfileButton");
    QVERIFY(child<QLabel>("confirmThingsLabel")->text().contains(u"mykey"_s));
    QCOMPARE(removed.count(), 0);
    click("confirmButton");
    QCOMPARE(removed.count(), 1);
    QCOMPARE(m_profiles->profiles().size(), 1);
}

void TestSettingsPage::builtInProfileCannotBeDeleted()
{
    QSignalSpy removed(m_profiles.get(), &models::ProfileBook::removed);
    QCOMPARE(m_page->findChildren<QPushButton *>(u"deleteProfileButton"_s).size(), 1);
    m_profiles->remove(u"local"_s);
    QCOMPARE(removed.count(), 0);
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
