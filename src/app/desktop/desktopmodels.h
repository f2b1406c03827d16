// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopservices.h"

#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>
#include <models/admin/teamtablemodel.h>
#include <models/callerstate.h>
#include <models/chat/chatsession.h>
#include <models/chat/conversationlistmodel.h>
#include <models/chat/keychoicemodel.h>
#include <models/chat/modelchoicemodel.h>
#include <models/profilebook.h>
#include <models/traces/tracebrowser.h>

namespace sekisho::app {

/// The models behind the pages.
struct DesktopModels {
    explicit DesktopModels(DesktopServices &services);

    models::ProfileBook profiles;
    models::CallerState caller;
    models::ChatSession chat;
    models::ConversationListModel conversations;
    models::ModelChoiceModel models;
    models::KeyChoiceModel keyChoice;
    models::KeyTableModel keys;
    models::TeamTableModel teams;
    models::BudgetTableModel budgets;
    models::TraceBrowser traces;
};

} // namespace sekisho::app
