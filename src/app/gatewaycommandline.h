// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/gatewayoptions.h>

namespace sekisho::app {

/// What sekisho-gateway's arguments ask for: to run, or to print something and end.
struct GatewayCommand {
    gateway::GatewayOptions options;
    QString printAndEnd; ///< help or version; empty: run
};

/// InvalidInput for arguments that make no sense and for a configuration that cannot be read, which it names
/// by line.
core::Result<GatewayCommand> readGatewayCommand(const QStringList &arguments,
                                                const QProcessEnvironment &environment);

} // namespace sekisho::app
