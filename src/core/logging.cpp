// SPDX-License-Identifier: GPL-3.0-or-later
#include "logging.h"

namespace sekisho::core {

Q_LOGGING_CATEGORY(lcApp, "sekisho.app", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "sekisho.client", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGateway, "sekisho.gateway", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHttp, "sekisho.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLedger, "sekisho.ledger", QtInfoMsg)
Q_LOGGING_CATEGORY(lcProviders, "sekisho.providers", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSecrets, "sekisho.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "sekisho.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcTraces, "sekisho.traces", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWidgets, "sekisho.widgets", QtInfoMsg)

} // namespace sekisho::core
