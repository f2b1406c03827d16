// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaysettings.h"

#include <atomic>
#include <memory>
#include <mutex>

namespace sekisho::gateway {

/// The settings that hold now. Published by one thread at a time; I/O threads keep a copy of their own and
/// look for another one between two requests, which costs one load of a value that rarely changes.
class LiveSettings
{
public:
    explicit LiveSettings(GatewaySettings first);

    void publish(GatewaySettings settings);

    /// Gives `copy` the settings that hold if they are others than `seen` says; 0 has seen none.
    void refresh(GatewaySettings &copy, std::uint64_t &seen) const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const GatewaySettings> m_settings;
    std::atomic<std::uint64_t> m_version{1};
};

/// What a running gateway can take over of `given`, the rest as it is in `now`; names in `later` what takes
/// effect at the next start only.
GatewaySettings reloaded(const GatewaySettings &now, GatewaySettings given, QStringList &later);

} // namespace sekisho::gateway
