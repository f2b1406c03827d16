// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the admin and the trace pages over a real gateway into PNG files, for the eye: pagegallery DIRECTORY.
#include <widgets/admin/budgetpage.h>
#include <widgets/admin/keypage.h>
#include <widgets/admin/teampage.h>
#include <widgets/common/tableview.h>
#include <widgets/theme/theme.h>
#include <widgets/tracepage/tracepage.h>

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTest>

#include <support/pageworld.h>
#include <support/tracesample.h>

using namespace sekisho;
using namespace sekisho::widgets;
using core::Json;
using test::PageWorld;
using namespace Qt::Literals::StringLiterals;

namespace {

Json keyOf(const char *alias, double budget, Json models = Json::array())
{
    Json key{{"key_alias", alias}, {"models", std::move(models)}};
    if (budget > 0)
        key.update({{"max_budget", budget}, {"budget_duration", "30d"}});
    return key;
}

void fillKeys(PageWorld &world, const std::string &team)
{
    const Json mini = {"gpt-4o-mini"};
    const Json both = {"gpt-4o-mini", "gemini/gemini-2.0-flash-lite"};
    const auto add = [&world](Json key, double spend, bool blocked = false) {
        const auto made = world.post(u"/key/generate"_s, key);
        world.post(u"/key/update"_s, {{"key", made["key"]}, {"spend", spend}});
        if (blocked)
            world.post(u"/key/block"_s, {{"key", made["key"]}});
    };
    add(keyOf("mykey", 5, mini), 0.42);
    add(keyOf("経理部 月次レポート", 50, both), 44.1);
    add(keyOf("batch", 0), 12.8);
    add(keyOf("翻訳ボット", 20, mini), 20.31);
    add(keyOf("nightly-tests", 1), 0.00014);
    add(keyOf("営業支援チャット", 100, both), 37.5);
    add(keyOf("旧システム連携", 10, mini), 3.2, true);
    add(keyOf("hackathon", 2, {"gemini/gemini-2.0-flash-lite"}), 0.9);
    Json trial = keyOf("試用期間のキー", 3);
    trial["duration"] = "1s";
    add(trial, 0.1);
    Json shared = keyOf("人事問い合わせ", 0, mini);
    shared.update({{"team_id", team}, {"user_id", "sato"}});
    add(shared, 4.25);
    Json pool = keyOf("法務レビュー", 0, both);
    pool.update(
        {{"budget_id", "department-2026"}, {"user_id", "yamamoto"}, {"team_id", team}, {"duration", "30d"}});
    add(pool, 7.07);
    add({{"models", both}}, 0);
}

void fill(PageWorld &world)
{
    world.post(u"/budget/new"_s, {{"budget_id", "department-2026"},
                                  {"max_budget", 500},
                                  {"budget_duration", "30d"},
                                  {"tpm_limit", 200000},
                                  {"rpm_limit", 60}});
    world.post(u"/budget/new"_s, {{"budget_id", "試用枠"}, {"max_budget", 3}, {"budget_duration", "7d"}});
    const auto team = world.post(u"/team/new"_s, {{"team_alias", "人事部"},
                                                  {"models", {"gpt-4o-mini", "gemini/gemini-2.0-flash-lite"}},
                                                  {"max_budget", 200},
                                                  {"budget_duration", "30d"}});
    const std::string id = core::stringOr(team, "team_id").toStdString();
    world.post(u"/team/member_add"_s,
               {{"team_id", id}, {"member", {{"user_id", "sato"}, {"role", "admin"}}}});
    world.post(u"/team/member_add"_s,
               {{"team_id", id}, {"member", {{"user_id", "yamamoto"}, {"role", "user"}}}});
    world.post(u"/team/new"_s, {{"team_alias", "A-Test"}});
    world.post(u"/team/new"_s, {{"team_alias", "経理部"}, {"max_budget", 80}, {"budget_duration", "30d"}});
    fillKeys(world, id);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::string session = "session-20251012-193743";
    const std::vector<std::pair<std::string, std::string>> turns = {
        {"今期の予算を表にして", "## 今期の予算\n\n| 部門 | 予算 | 実績 |\n|---|---:|---:|\n| 経理 | 120 | "
                                 "98 |\n| 人事 | 80 | 81 |\n\n人事が **1 万円** 超えています。"},
        {"超えた理由は何ですか",
         "採用広告の出稿が前倒しになったためです。\n\n- 媒体費: 1.2 万円\n- 写真撮影: 0.4 万円"},
        {"来期はどうすればよいですか", "四半期ごとに枠を分けると、前倒しの出稿を早く見つけられます。"}};
    for (std::size_t i = 0; i < turns.size(); ++i)
        world.sendSpans(
            test::sampleTurn({"aaaaaaaaaaa" + std::to_string(i) + "bbbbbbbbbbbbbbbbbbbb", session,
                              turns[i].first, turns[i].second, now - 600'000 + qint64(i) * 150'000}));
    for (int i = 0; i < 9; ++i)
        world.sendSpans(
            test::sampleTurn({"ccccccccccc" + std::to_string(i) + "dddddddddddddddddddd",
                              "session-2025101" + std::to_string(i), "契約書を要約してください",
                              "要約: 契約期間は一年、自動更新です。", now - 7'200'000 * (i + 1)}));
}

QString directory;
QString lookName;

void grab(QWidget *page, const QString &name)
{
    QTest::qWait(250);
    page->grab().save(QDir(directory).filePath(name + u'-' + lookName + u".png"_s));
}

void press(QWidget *page, const QString &name)
{
    auto *button = page->findChild<QAbstractButton *>(name);
    if (!button) {
        qWarning() << "no button" << name;
        return;
    }
    button->click();
    QTest::qWait(50);
}

void shootAdmin(AdminPage *page, const QSize &size, const QString &name, const QString &row)
{
    page->resize(size);
    page->show();
    QTest::qWait(600);
    const QString at = name + u'-' + QString::number(size.width());
    grab(page, at + u"-list"_s);
    auto *table = page->findChild<TableView *>();
    const auto found = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, row);
    if (found.isEmpty())
        qWarning() << "no row" << row;
    else
        table->setCurrentIndex(found.first());
    grab(page, at + u"-detail"_s);
    if (size.width() < 1500) {
        press(page, u"new%1Button"_s.arg(name));
        if (auto *some = page->findChild<QRadioButton *>(u"someModelsRadio"_s))
            some->click();
        grab(page, at + u"-form"_s);
        if (auto *amount = page->findChild<QLineEdit *>(u"budgetEdit"_s))
            amount->setText(u"五ドル"_s);
        if (auto *alias = page->findChild<QLineEdit *>(u"aliasEdit"_s))
            alias->setText(u"mykey"_s);
        press(page, u"sheetPrimaryButton"_s);
        grab(page, at + u"-refused"_s);
        press(page, u"sheetCancelButton"_s);
    }
}

void shootTraces(TracePage *page, const QSize &size)
{
    page->resize(size);
    page->show();
    QTest::qWait(400);
    const QString at = u"Trace-"_s + QString::number(size.width());
    grab(page, at + u"-sessions"_s);
    page->findChild<QTabBar *>(u"traceTabs"_s)->setCurrentIndex(1);
    grab(page, at + u"-traces"_s);
    page->openSession(u"session-20251012-193743"_s);
    QTest::qWait(200);
    grab(page, at + u"-session"_s);
    page->openTrace(u"aaaaaaaaaaa0bbbbbbbbbbbbbbbbbbbb"_s);
    QTest::qWait(200);
    grab(page, at + u"-trace"_s);
    auto *tree = page->findChild<QAbstractItemView *>(u"observationTree"_s);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(tree, Qt::Key_J);
    QTest::keyClick(tree, Qt::Key_F);
    grab(page, at + u"-generation"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme(&application);
    directory = application.arguments().value(1, u"."_s);
    PageWorld world;
    if (!world.start())
        return 1;
    const auto shoot = [&](const QSize &size) {
        KeyPage keys(&world.gateway(), &world.keys(), &world.teams(), &world.budgets());
        shootAdmin(&keys, size, u"Key"_s, u"法務レビュー"_s);
        TeamPage teams(&world.gateway(), &world.teams());
        shootAdmin(&teams, size, u"Team"_s, u"人事部"_s);
        BudgetPage budgets(&world.gateway(), &world.budgets(), &world.keys());
        shootAdmin(&budgets, size, u"Budget"_s, u"department-2026"_s);
        TracePage traces(&world.traces());
        shootTraces(&traces, size);
    };
    theme.apply({.scheme = Scheme::Light, .density = Density::Comfortable, .reducedMotion = true});
    lookName = u"empty"_s;
    {
        KeyPage keys(&world.gateway(), &world.keys(), &world.teams(), &world.budgets());
        keys.resize(1280, 800);
        keys.show();
        grab(&keys, u"Key"_s);
        TracePage traces(&world.traces());
        traces.resize(1280, 800);
        traces.show();
        grab(&traces, u"Trace"_s);
    }
    fill(world);
    QTest::qWait(1100);
    lookName = u"light"_s;
    shoot({1280, 800});
    shoot({1600, 1000});
    lookName = u"dark"_s;
    theme.apply({.scheme = Scheme::Dark, .density = Density::Comfortable, .reducedMotion = true});
    shoot({1280, 800});
    return 0;
}
