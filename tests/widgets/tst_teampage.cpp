// SPDX-License-Identifier: GPL-3.0-or-later
#include "pagedriver.h"

#include <widgets/admin/teampage.h>
#include <widgets/common/pageframe.h>
#include <widgets/common/sidepane.h>

#include <QSignalSpy>

#include <support/pageworld.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace sekisho::widgets;
using namespace Qt::Literals::StringLiterals;
using core::Json;

class TeamPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void saysWhatATeamIsWhenThereIsNone();
    void createsATeam();
    void wantsAName();
    void addsAndRemovesAMember();
    void wantsAMemberToBeSomebody();
    void leadsToItsKeys();
    void blocksAndUnblocks();
    void deletesOnlyAfterConfirmation();
    void tellsWhyAnActionFailed();

private:
    void makeTeam(const QString &alias);
    void open();
    QString said() const { return saidIn(m_page->detail()); }
    QString sheetError() const;
    Json team() const { return m_world->get(u"/team/info?team_id="_s + m_teamId)["team_info"]; }

    std::unique_ptr<PageWorld> m_world;
    std::unique_ptr<TeamPage> m_page;
    QString m_teamId;
};

void TeamPageTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TeamPageTest::init()
{
    m_world = std::make_unique<PageWorld>();
    QVERIFY(m_world->start());
}

void TeamPageTest::cleanup()
{
    m_page.reset();
    m_world.reset();
}

void TeamPageTest::makeTeam(const QString &alias)
{
    const Json made =
        m_world->post(u"/team/new"_s, {{"team_alias", alias.toStdString()}, {"max_budget", 200}});
    m_teamId = core::stringOr(made, "team_id");
    QVERIFY(!m_teamId.isEmpty());
}

void TeamPageTest::open()
{
    m_page = std::make_unique<TeamPage>(&m_world->gateway(), &m_world->teams());
    m_page->resize(1280, 1000);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(m_page->frame()->state() != PageFrame::State::Loading);
}

QString TeamPageTest::sheetError() const
{
    const auto *notice = shown<Notice>(m_page.get(), u"sheetErrorNotice"_s);
    return notice ? notice->text() : QString();
}

void TeamPageTest::saysWhatATeamIsWhenThereIsNone()
{
    open();
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
    QVERIFY(saidIn(m_page->frame()).contains(u"No teams yet"_s));
}

void TeamPageTest::createsATeam()
{
    open();
    QVERIFY(click(m_page.get(), u"newTeamButton"_s));
    QVERIFY(type(m_page.get(), u"aliasEdit"_s, u"人事部"_s));
    QVERIFY(type(m_page.get(), u"budgetEdit"_s, u"200"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(m_page->detail()->isOpen());
    QCOMPARE(cell(m_page->table(), 0, 0), u"人事部"_s);
    QVERIFY(said().contains(u"$0.00 / $200.00"_s));
}

void TeamPageTest::wantsAName()
{
    open();
    QVERIFY(click(m_page.get(), u"newTeamButton"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QVERIFY(sheetError().contains(u"a name"_s));
}

void TeamPageTest::addsAndRemovesAMember()
{
    makeTeam(u"人事部"_s);
    open();
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    const auto before = team()["members_with_roles"].size();
    QTRY_VERIFY(shown(m_page.get(), u"addMemberButton"_s));
    QVERIFY(click(m_page.get(), u"addMemberButton"_s));
    QVERIFY(type(m_page.get(), u"userIdEdit"_s, u"sato"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QTRY_VERIFY(said().contains(u"sato"_s));
    QCOMPARE(team()["members_with_roles"].size(), before + 1);

    for (auto *button : m_page->detail()->findChildren<QAbstractButton *>(u"removeMemberButton"_s)) {
        if (button->accessibleName().contains(u"sato"_s))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_VERIFY(!said().contains(u"sato"_s));
    QCOMPARE(team()["members_with_roles"].size(), before);
}

void TeamPageTest::wantsAMemberToBeSomebody()
{
    makeTeam(u"人事部"_s);
    open();
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    QTRY_VERIFY(shown(m_page.get(), u"addMemberButton"_s));
    QVERIFY(click(m_page.get(), u"addMemberButton"_s));
    QVERIFY(click(m_page.get(), u"sheetPrimaryButton"_s));
    QVERIFY(sheetError().contains(u"user id"_s));
}

void TeamPageTest::leadsToItsKeys()
{
    makeTeam(u"人事部"_s);
    const Json key =
        m_world->post(u"/key/generate"_s, {{"key_alias", "mykey"}, {"team_id", m_teamId.toStdString()}});
    open();
    QSignalSpy toKey(m_page.get(), &TeamPage::keyRequested);
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    QTRY_VERIFY(shown<QAbstractButton>(m_page.get(), u"teamKeyLink"_s));
    QVERIFY(click(m_page.get(), u"teamKeyLink"_s));
    QCOMPARE(toKey.size(), 1);
    QCOMPARE(toKey.first().first().toString(), core::stringOr(key, "token"));
}

void TeamPageTest::blocksAndUnblocks()
{
    makeTeam(u"人事部"_s);
    open();
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    QTRY_VERIFY(shown(m_page.get(), u"blockTeamButton"_s));
    QVERIFY(click(m_page.get(), u"blockTeamButton"_s));
    QTRY_VERIFY(said().contains(u"Unblock"_s));
    QCOMPARE(core::toJsonBytes(team()["blocked"]), QByteArray("true"));
    QVERIFY(click(m_page.get(), u"blockTeamButton"_s));
    QTRY_VERIFY(!said().contains(u"Unblock"_s));
}

void TeamPageTest::deletesOnlyAfterConfirmation()
{
    makeTeam(u"人事部"_s);
    open();
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    QTRY_VERIFY(shown(m_page.get(), u"deleteTeamButton"_s));
    QVERIFY(click(m_page.get(), u"deleteTeamButton"_s));
    QVERIFY(click(m_page.get(), u"sheetCancelButton"_s));
    QTRY_VERIFY(!shown(m_page.get(), u"confirmButton"_s));
    QVERIFY(click(m_page.get(), u"deleteTeamButton"_s));
    QVERIFY(click(m_page.get(), u"confirmButton"_s));
    QTRY_COMPARE(m_page->frame()->state(), PageFrame::State::Empty);
}

void TeamPageTest::tellsWhyAnActionFailed()
{
    makeTeam(u"人事部"_s);
    open();
    QTRY_VERIFY(choose(m_page->table(), u"人事部"_s));
    m_world->stop();
    QTRY_VERIFY(shown(m_page.get(), u"blockTeamButton"_s));
    QVERIFY(click(m_page.get(), u"blockTeamButton"_s));
    QTRY_VERIFY(m_page->notice()->isVisible());
    QVERIFY2(m_page->notice()->text().contains(u"cannot be reached"_s),
             qUtf8Printable(m_page->notice()->text()));
}

QTEST_MAIN(TeamPageTest)
#include "tst_teampage.moc"
