// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/modeltable.h>

#include <atomic>
#include <mutex>

namespace sekisho::gateway {

/// The model table that holds now. Changes are published by one thread at a time; read through a ModelsView.
class LiveModels
{
public:
    explicit LiveModels(std::shared_ptr<const ModelTable> first);

    /// From any thread.
    std::shared_ptr<const ModelTable> current() const;
    void publish(std::shared_ptr<const ModelTable> table);

private:
    friend class ModelsView;
    mutable std::mutex m_mutex;
    std::shared_ptr<const ModelTable> m_table;
    std::atomic<std::uint64_t> m_version{1};
};

/// One thread's sight of the live models: reading costs one load of a value that rarely changes, and takes a
/// lock only after a change. Used on one thread.
class ModelsView
{
public:
    /// `live` must outlive the view.
    explicit ModelsView(const LiveModels &live);

    /// As it is now; copy it to keep it for the length of a request.
    const std::shared_ptr<const ModelTable> &now();

private:
    const LiveModels *m_live;
    std::uint64_t m_seen = 0;
    std::shared_ptr<const ModelTable> m_table;
};

} // namespace sekisho::gateway
