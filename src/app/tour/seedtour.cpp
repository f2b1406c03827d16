// SPDX-License-Identifier: GPL-3.0-or-later
#include "seedtour.h"

#include <QLineEdit>
#include <QTabBar>

namespace sekisho::app {

using namespace Qt::Literals::StringLiterals;
using models::KeyChoiceModel;
using models::MessageStatus;
using models::PageState;
using widgets::Scheme;

namespace {

const QString Restricted = u"demo-mini"_s;
const QString Mini = u"gpt-4o-mini"_s;
const QString Gemini = u"gemini/gemini-2.0-flash-lite"_s;
constexpr int TracedTurns = 3;

} // namespace

SeedTour::SeedTour(const Parts &parts, const QDir &folder, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_player(parts.window, folder, steps(), looks())
{
    connect(&m_player, &TourPlayer::finished, this, &SeedTour::finished);
}

std::vector<TourLook> SeedTour::looks() const
{
    const auto look = [parts = m_parts](const QString &language, Scheme scheme) {
        return [=] {
            parts.language->use(language);
            parts.theme->setScheme(scheme);
        };
    };
    return {{u"ja-dark"_s, look(u"ja"_s, Scheme::Dark)},
            {u"en-dark"_s, look(u"en"_s, Scheme::Dark)},
            {u"en-light"_s, look(u"en"_s, Scheme::Light)},
            {u"ja-light"_s, look(u"ja"_s, Scheme::Light)}};
}

std::vector<TourStep> SeedTour::steps()
{
    std::vector<TourStep> steps;
    steps.push_back({u"first start"_s,
                     [this] { return m_hands.canUse(u"modelCombo"_s); },
                     {},
                     [this] { return m_parts.models->models.state().kind == PageState::Kind::Ready; },
                     u"first-start"_s});
    addKeySteps(steps);
    addRestrictedChatSteps(steps);
    addUntracedSteps(steps);
    addTracedSteps(steps);
    addTimelineSteps(steps);
    return steps;
}

void SeedTour::addKeySteps(std::vector<TourStep> &steps)
{
    steps.push_back(goTo(
        u"keys"_s, [this] { return m_parts.models->keys.rowCount() > 0; }, u"keys-before"_s));
    steps.push_back({u"open the form of a new key"_s,
                     [this] { return m_hands.canUse(u"newKeyButton"_s); },
                     [this] { m_hands.click(u"newKeyButton"_s); },
                     [this] { return m_hands.canUse(u"aliasEdit"_s); },
                     {}});
    steps.push_back({u"fill the form"_s,
                     {},
                     [this] {
                         m_hands.type(u"aliasEdit"_s, Restricted);
                         m_hands.click(u"someModelsRadio"_s);
                         m_hands.type(u"budgetEdit"_s, u"5"_s);
                     },
                     [this] { return m_hands.canUse(u"modelList"_s); },
                     {}});
    steps.push_back({u"choose the one model"_s,
                     [this] { return m_hands.clickItem(u"modelList"_s, Mini); },
                     [this] { m_hands.press(u"modelList"_s, Qt::Key_Space); },
                     {},
                     u"new-key"_s});
    steps.push_back({u"create the key"_s,
                     [this] { return m_hands.canUse(u"sheetPrimaryButton"_s); },
                     [this] { m_hands.click(u"sheetPrimaryButton"_s); },
                     [this] { return m_hands.canUse(u"secretEdit"_s); },
                     {}});
    // Pictures show no secret, not even one that lives as long as the tour.
    steps.push_back({u"the key is shown once"_s,
                     {},
                     [this] { m_hands.find<QLineEdit>(u"secretEdit"_s)->setEchoMode(QLineEdit::Password); },
                     {},
                     u"key-shown-once"_s});
    steps.push_back({u"copy the key"_s,
                     {},
                     [this] { m_hands.click(u"secretCopyButton"_s); },
                     [this] { return m_hands.canUse(u"secretDoneButton"_s); },
                     {}});
    steps.push_back(
        {u"the key is in the list"_s,
         {},
         [this] { m_hands.click(u"secretDoneButton"_s); },
         [this] { return !m_hands.find(u"secretEdit"_s) && m_parts.models->keys.rowCount() == 2; },
         u"keys"_s});
}

void SeedTour::addRestrictedChatSteps(std::vector<TourStep> &steps)
{
    steps.push_back(goTo(u"chat"_s, [this] { return m_hands.canUse(u"composerEdit"_s); }));
    steps.push_back(chooseKey(Restricted));
    steps.push_back(chooseModel(Mini));
    say(steps, u"今期の予算を、項目ごとの表にしてください。"_s, MessageStatus::Complete, u"chat"_s);
    steps.push_back(chooseModel(Gemini));
    say(steps, u"Gemini でも同じ質問に答えてください。"_s, MessageStatus::Refused, u"refused"_s);
    steps.push_back(chooseKey(masterKeyAlias()));
    say(steps, u"Gemini でも同じ質問に答えてください。"_s, MessageStatus::Complete, u"master-key"_s);
}

void SeedTour::addUntracedSteps(std::vector<TourStep> &steps)
{
    steps.push_back(goTo(
        u"traces"_s, [this] { return m_parts.models->traces.tracesState().kind == PageState::Kind::Empty; },
        u"no-trace"_s));
}

void SeedTour::addTracedSteps(std::vector<TourStep> &steps)
{
    steps.push_back(goTo(u"chat"_s, [this] { return m_hands.canUse(u"newConversationButton"_s); }));
    steps.push_back({u"start a new conversation"_s,
                     {},
                     [this] { m_hands.click(u"newConversationButton"_s); },
                     [this] { return m_parts.models->chat.messages()->rowCount() == 0; },
                     {}});
    steps.push_back({u"switch tracing on"_s,
                     [this] { return m_hands.canUse(u"tracingButton"_s); },
                     [this] { m_hands.click(u"tracingButton"_s); },
                     [this] { return m_parts.models->chat.settings().tracing; },
                     {}});
    say(steps, u"社内向けに、生成AIの利用ルールを短く説明してください。"_s, MessageStatus::Complete, {});
    say(steps, u"新入社員にも分かるように書き直してください。"_s, MessageStatus::Complete, {});
    say(steps, u"Please translate the summary into English."_s, MessageStatus::Complete, u"traced-chat"_s);
    steps.push_back(goTo(
        u"traces"_s,
        [this] {
            auto &traces = m_parts.models->traces;
            if (traces.traceCount() == TracedTurns && traces.sessions().size() == 1)
                return true;
            if (traces.tracesState().kind != PageState::Kind::Loading &&
                traces.tracesState().kind != PageState::Kind::Refreshing)
                m_hands.click(u"refreshTracesButton"_s);
            return false;
        },
        u"sessions"_s));
    steps.push_back(
        {u"open the session"_s,
         {},
         [this] { m_hands.doubleClickItem(u"sessionTable"_s, m_parts.models->traces.sessions().first().id); },
         [this] { return m_parts.models->traces.sessionState().kind == PageState::Kind::Ready; },
         u"session"_s});
}

void SeedTour::addTimelineSteps(std::vector<TourStep> &steps)
{
    steps.push_back({u"go back to the lists"_s,
                     {},
                     [this] { m_hands.click(u"traceBackButton"_s); },
                     [this] { return m_hands.canUse(u"traceTabs"_s); },
                     {}});
    steps.push_back({u"list the traces"_s,
                     {},
                     [this] { showTracesTab(); },
                     [this] { return m_hands.canUse(u"traceTable"_s); },
                     u"traces"_s});
    steps.push_back({u"open the timeline"_s,
                     {},
                     [this] { m_hands.doubleClickItem(u"traceTable"_s, u"chat-completion"_s); },
                     [this] { return m_parts.models->traces.traceState().kind == PageState::Kind::Ready; },
                     {}});
    steps.push_back({u"look at the generation"_s,
                     [this] { return m_hands.canUse(u"observationTree"_s); },
                     [this] { m_hands.clickItem(u"observationTree"_s, Gemini); },
                     {},
                     u"timeline"_s});
    steps.push_back(goTo(
        u"budgets"_s, [this] { return m_parts.models->budgets.state().kind == PageState::Kind::Empty; },
        u"budgets-empty"_s));
    steps.push_back(goTo(
        u"teams"_s, [this] { return m_parts.models->teams.state().kind == PageState::Kind::Empty; },
        u"teams-empty"_s));
    steps.push_back(goTo(u"settings"_s, {}, u"settings"_s));
}

TourStep SeedTour::goTo(const QString &page, std::function<bool()> done, const QString &picture)
{
    const QString button = page + u"RailButton"_s;
    return {u"go to the page "_s + page, [this, button] { return m_hands.canUse(button); },
            [this, button] { m_hands.click(button); }, std::move(done), picture};
}

TourStep SeedTour::chooseKey(const QString &alias)
{
    return {u"use the key "_s + alias,
            [this] { return m_hands.canUse(u"keyCombo"_s); },
            [this, alias] { m_hands.choose(u"keyCombo"_s, alias); },
            [this, alias] {
                return m_parts.models->chat.settings().keyAlias == alias &&
                       m_parts.models->models.state().kind == PageState::Kind::Ready;
            },
            {}};
}

TourStep SeedTour::chooseModel(const QString &model)
{
    return {u"use the model "_s + model,
            [this] { return m_hands.canUse(u"modelCombo"_s); },
            [this, model] { m_hands.choose(u"modelCombo"_s, model); },
            [this, model] { return m_parts.models->chat.settings().model == model; },
            {}};
}

void SeedTour::say(std::vector<TourStep> &steps, const QString &text, MessageStatus expected,
                   const QString &picture)
{
    auto before = std::make_shared<int>(0);
    steps.push_back(
        {u"write: "_s + text,
         [this] { return m_hands.canUse(u"composerEdit"_s) && !m_parts.models->chat.isAnswering(); },
         [=, this] {
             *before = m_parts.models->chat.messages()->rowCount();
             m_hands.type(u"composerEdit"_s, text);
         },
         {},
         {}});
    // A step of its own: Return in the same turn as an input method's commit belongs to the input method.
    steps.push_back({u"send it"_s,
                     {},
                     [this] { m_hands.press(u"composerEdit"_s, Qt::Key_Return); },
                     [=, this] { return hasEnded(*before + 2, expected); },
                     picture});
}

bool SeedTour::hasEnded(int messages, MessageStatus status) const
{
    const auto &shown = m_parts.models->chat.messages()->messages();
    return !m_parts.models->chat.isAnswering() && shown.size() == messages && shown.last().status == status;
}

QString SeedTour::masterKeyAlias() const
{
    const KeyChoiceModel &keys = m_parts.models->keyChoice;
    for (int row = 0; row < keys.rowCount(); ++row) {
        if (keys.index(row).data(KeyChoiceModel::IsMasterRole).toBool())
            return keys.index(row).data(KeyChoiceModel::AliasRole).toString();
    }
    return {};
}

void SeedTour::showTracesTab() const
{
    if (auto *tabs = m_hands.find<QTabBar>(u"traceTabs"_s))
        m_hands.clickAt(tabs, tabs->tabRect(1).center());
}

} // namespace sekisho::app
