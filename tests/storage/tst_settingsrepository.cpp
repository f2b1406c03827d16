// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopdatabase.h"

#include <storage/desktop/settingsrepository.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;

class TestSettingsRepository : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEmptyFileGivesDefaults();
    void everySettingComesBack();
    void nonsenseReadsAsDefault();
};

void TestSettingsRepository::anEmptyFileGivesDefaults()
{
    test::DesktopDatabase file;
    QCOMPARE(*SettingsRepository(*file).load(), Settings());
}

void TestSettingsRepository::everySettingComesBack()
{
    test::DesktopDatabase file;
    Settings settings{
        ThemeChoice::Dark,       u"ja"_s, u"profile"_s,         u"conversation"_s, SendKey::CtrlEnter,
        QByteArray("\0\xff", 2), "state", TableDensity::Compact};
    QVERIFY(SettingsRepository(*file).save(settings));
    file.reopen();
    QCOMPARE(*SettingsRepository(*file).load(), settings);
    settings = Settings();
    QVERIFY(SettingsRepository(*file).save(settings));
    QCOMPARE(*SettingsRepository(*file).load(), settings);
}

void TestSettingsRepository::nonsenseReadsAsDefault()
{
    test::DesktopDatabase file;
    QVERIFY(
        (*file).execute(u"INSERT INTO settings (name, value) VALUES ('theme', 'plaid'), ('unknown', 'x')"_s));
    QCOMPARE(SettingsRepository(*file).load()->theme, ThemeChoice::System);
}

QTEST_GUILESS_MAIN(TestSettingsRepository)
#include "tst_settingsrepository.moc"
