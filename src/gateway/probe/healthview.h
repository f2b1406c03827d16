// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/modeltable.h>

#include <QSet>

#include <mutex>

namespace sekisho::gateway {

/// Which deployments failed their last check; one that was never checked did not. From any thread.
class HealthView
{
public:
    void note(const QString &deploymentId, bool isHealthy);
    /// Whether a deployment is left that did not fail.
    bool isHealthy(const ModelGroup &group) const;

private:
    mutable std::mutex m_mutex;
    QSet<QString> m_failed;
};

} // namespace sekisho::gateway
