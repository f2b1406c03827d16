// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktoppages.h"

#include <widgets/admin/budgetpage.h>
#include <widgets/admin/keypage.h>
#include <widgets/admin/teampage.h>
#include <widgets/chatpage/chatpage.h>
#include <widgets/shell/settingspage.h>
#include <widgets/tracepage/tracepage.h>

namespace sekisho::app {

using namespace Qt::Literals::StringLiterals;
using widgets::BudgetPage;
using widgets::ChatPage;
using widgets::KeyPage;
using widgets::TeamPage;
using widgets::TracePage;

DesktopPages::DesktopPages(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void DesktopPages::registerPages()
{
    registerChat();
    registerKeys();
    registerTeams();
    registerBudgets();
    registerTraces();
    registerSettings();
}

void DesktopPages::registerChat()
{
    m_parts.window->palette()->addSource([this] { return conversationEntries(); });
    m_parts.window->addPage({u"chat"_s, u"chat"_s, [] { return tr("Chat"); },
                             [this](QWidget *parent) { return makeChat(parent); }});
}

void DesktopPages::registerKeys()
{
    m_parts.window->addPage({u"keys"_s, u"key"_s, [] { return tr("Keys"); },
                             [this](QWidget *parent) { return makeKeys(parent); }, true});
}

void DesktopPages::registerTeams()
{
    m_parts.window->addPage({u"teams"_s, u"team"_s, [] { return tr("Teams"); },
                             [this](QWidget *parent) { return makeTeams(parent); }, true});
}

void DesktopPages::registerBudgets()
{
    m_parts.window->addPage({u"budgets"_s, u"budget"_s, [] { return tr("Budgets"); },
                             [this](QWidget *parent) { return makeBudgets(parent); }, true});
}

void DesktopPages::registerTraces()
{
    m_parts.window->addPage({u"traces"_s, u"trace"_s, [] { return tr("Traces"); },
                             [this](QWidget *parent) { return makeTraces(parent); }});
}

void DesktopPages::registerSettings()
{
    m_parts.window->addPage({u"settings"_s, u"settings"_s, [] { return tr("Settings"); },
                             [this](QWidget *parent) { return makeSettings(parent); }, false, true});
}

QWidget *DesktopPages::makeChat(QWidget *parent)
{
    DesktopServices &services = *m_parts.services;
    DesktopModels &models = *m_parts.models;
    ProfileFlow *profiles = m_parts.profiles;
    auto *page = new ChatPage({&models.chat, &models.conversations, &models.models, &models.keyChoice,
                               &models.caller, &services.session, &services.signIn, &services.admin,
                               [profiles] { return profiles->langfuse(); }},
                              parent);
    connect(page, &ChatPage::traceRequested, this, &DesktopPages::showTrace);
    connect(page, &ChatPage::keysRequested, this, [this] { m_parts.window->showPage(u"keys"_s); });
    connect(profiles, &ProfileFlow::langfuseChanged, page,
            [=] { page->setTraceTarget(profiles->traceTarget()); });
    connect(m_parts.preferences, &widgets::Preferences::changed, page,
            [this, page] { takePreferences(page); });
    page->setTraceTarget(profiles->traceTarget());
    // Its words are of the language, which follows the preferences first.
    connect(
        m_parts.preferences, &widgets::Preferences::changed, page,
        [=] { page->setTraceTarget(profiles->traceTarget()); }, Qt::QueuedConnection);
    connect(&services.exporter, &client::TraceExporter::stateChanged, page, &ChatPage::setTraceDelivery);
    connect(page, &ChatPage::traceLossesSeen, &services.exporter, &client::TraceExporter::forgetLosses);
    page->setTraceDelivery(services.exporter.state());
    takePreferences(page);
    return page;
}

QWidget *DesktopPages::makeKeys(QWidget *parent)
{
    DesktopModels &models = *m_parts.models;
    auto *page =
        new KeyPage(&m_parts.services->admin.gateway(), &models.keys, &models.teams, &models.budgets, parent);
    connect(page, &KeyPage::keyGenerated, m_parts.profiles, &ProfileFlow::keepGeneratedKey);
    connect(page, &KeyPage::teamRequested, this, &DesktopPages::showTeam);
    connect(page, &KeyPage::budgetRequested, this, &DesktopPages::showBudget);
    return page;
}

QWidget *DesktopPages::makeTeams(QWidget *parent)
{
    auto *page = new TeamPage(&m_parts.services->admin.gateway(), &m_parts.models->teams, parent);
    connect(page, &TeamPage::keyRequested, this, &DesktopPages::showKey);
    return page;
}

QWidget *DesktopPages::makeBudgets(QWidget *parent)
{
    DesktopModels &models = *m_parts.models;
    auto *page = new BudgetPage(&m_parts.services->admin.gateway(), &models.budgets, &models.keys, parent);
    connect(page, &BudgetPage::keyRequested, this, &DesktopPages::showKey);
    return page;
}

QWidget *DesktopPages::makeTraces(QWidget *parent)
{
    return new TracePage(&m_parts.models->traces, parent);
}

QWidget *DesktopPages::makeSettings(QWidget *parent)
{
    DesktopServices &services = *m_parts.services;
    return new widgets::SettingsPage(
        {m_parts.preferences, &m_parts.models->profiles, services.secrets.get(), &services.checks}, parent);
}

QList<widgets::PaletteEntry> DesktopPages::conversationEntries() const
{
    QList<widgets::PaletteEntry> entries;
    const models::ConversationListModel &conversations = m_parts.models->conversations;
    for (int row = 0; row < conversations.rowCount(); ++row) {
        const models::ConversationHead &head = conversations.head(row);
        entries.append({u"session"_s, head.title, tr("Conversation"), [parts = m_parts, id = head.id] {
                            parts.models->chat.open(id);
                            parts.window->showPage(u"chat"_s);
                        }});
    }
    return entries;
}

void DesktopPages::takePreferences(ChatPage *page)
{
    const bool enterSends = m_parts.preferences->values().send == widgets::PreferenceValues::Send::Enter;
    page->setSendKey(enterSends ? widgets::Composer::SendKey::Enter
                                : widgets::Composer::SendKey::ControlEnter);
}

void DesktopPages::showKey(const QString &token)
{
    m_parts.window->showPage(u"keys"_s);
    if (auto *page = qobject_cast<KeyPage *>(m_parts.window->pageWidget(u"keys"_s)))
        page->select(token);
}

void DesktopPages::showTeam(const QString &teamId)
{
    m_parts.window->showPage(u"teams"_s);
    if (auto *page = qobject_cast<TeamPage *>(m_parts.window->pageWidget(u"teams"_s)))
        page->select(teamId);
}

void DesktopPages::showBudget(const QString &budgetId)
{
    m_parts.window->showPage(u"budgets"_s);
    if (auto *page = qobject_cast<BudgetPage *>(m_parts.window->pageWidget(u"budgets"_s)))
        page->select(budgetId);
}

void DesktopPages::showTrace(const QString &traceId)
{
    m_parts.window->showPage(u"traces"_s);
    if (auto *page = qobject_cast<TracePage *>(m_parts.window->pageWidget(u"traces"_s)))
        page->openTrace(traceId);
}

} // namespace sekisho::app
