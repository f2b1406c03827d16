// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayconfig.h"

#include <QProcessEnvironment>

namespace sekisho::gateway {

/// Reads a LiteLLM config.yaml. `os.environ/NAME` values are taken from `environment`; a missing variable is
/// a note and an absent value, as in LiteLLM. InvalidInput names file and line. Keys that are not supported
/// become notes.
core::Result<GatewayConfig> readConfig(const QByteArray &yaml, const QString &fileName,
                                       const QProcessEnvironment &environment);

core::Result<GatewayConfig> readConfigFile(const QString &path, const QProcessEnvironment &environment);

} // namespace sekisho::gateway
