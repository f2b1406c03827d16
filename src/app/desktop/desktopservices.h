// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exportingtracer.h"
#include "localgateway.h"
#include "localprofile.h"
#include "storedconversations.h"
#include "storedprofiles.h"
#include "storedtracequeue.h"

#include <client/adminaccess.h>
#include <client/langfuse/langfuseclient.h>
#include <models/connectionchecks.h>
#include <secrets/secretstorechooser.h>

namespace sekisho::app {

/// What the windows work with below their models: stores, secrets, the local gateway, and the clients of the
/// profile in use. Made once, in the order of its members.
struct DesktopServices {
    /// `secretStore` is the desktop's, or one that keeps nothing, for the tour and measurements.
    DesktopServices(const QString &dataDir, std::unique_ptr<secrets::SecretStoreChooser> secretStore);

    core::SystemClock clock;
    DesktopStore store;
    std::unique_ptr<secrets::SecretStoreChooser> secrets;
    StoredConversations conversations;
    StoredProfiles profiles;
    StoredTraceQueue traceQueue;
    LocalGateway localGateway;
    client::ProfileSession session;
    client::ProfileSignIn signIn;
    client::AdminAccess admin;
    LocalProfile localProfile;
    client::TraceExporter exporter;
    ExportingTracer tracer;
    models::NetworkConnectionChecks checks;
};

} // namespace sekisho::app
