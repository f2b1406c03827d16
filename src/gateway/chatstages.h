// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/livemodels.h"
#include "ledger/payloadqueue.h"
#include "stages/accept.h"
#include "stages/authenticate.h"
#include "stages/parse.h"
#include "stages/record.h"
#include "stages/relay.h"
#include "stages/route.h"
#include "stages/settle.h"
#include "stages/translate.h"

#include <providers/providerregistry.h>

namespace sekisho::gateway {

/// The stages of one I/O thread, in their order, and what they work on.
struct ChatStages {
    Accept accept;
    Parse parse;
    Authenticate authenticate;
    Authorise authorise;
    Admit admit;
    Route route;
    Translate translate;
    Settle settle;
    Record record;

    ModelsView models;
    providers::ProviderRegistry &providers;
    const core::Clock &clock;
    qint64 sendBuffer = 256 * 1024;
    ErrorDialect dialect = ErrorDialect::Current;
    StageObserver observer;
    PayloadQueue *payloads = nullptr; ///< null: what is said is not kept
};

} // namespace sekisho::gateway
