// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayconfig.h"

#include <QProcessEnvironment>

namespace sekisho::gateway {

/// Reads a LiteLLM config.yaml (litellm-api §14). `os.environ/NAME` values are taken from
/// `environment_variables`, then from `environment`; a missing variable is a note and an absent value, as in
/// LiteLLM. Files that `include` names are sought in `folder`; their lists are added, their settings win.
/// InvalidInput names file and line. What is not supported becomes a note.
core::Result<GatewayConfig> readConfig(const QByteArray &yaml, const QString &fileName,
                                       const QProcessEnvironment &environment, const QString &folder = {});

core::Result<GatewayConfig> readConfigFile(const QString &path, const QProcessEnvironment &environment);

} // namespace sekisho::gateway
