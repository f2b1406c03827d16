// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/gatewayoptions.h>

namespace sekisho::app {

/// What sekisho-gateway's arguments ask for: to run, or to print something and end.
struct GatewayCommand {
    gateway::GatewayOptions options;
    QString printAndEnd; ///< help or version; empty: run
};

/// The database is that of --database-url, DATABASE_URL or the configuration's database_url, in this order.
/// InvalidInput for arguments that make no sense and for a configuration that cannot be read, which it names
/// by line.
core::Result<GatewayCommand> readGatewayCommand(const QStringList &arguments,
                                                const QProcessEnvironment &environment);

/// Overwrites the value of --database-url, which may hold a password, in the process's own arguments, from
/// where the system's list of processes takes them. After they were read.
void hideDatabaseUrl(int argc, char **argv);

} // namespace sekisho::app
