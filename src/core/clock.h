// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timestamp.h"

#include <atomic>

namespace sekisho::core {

/// Where product code asks for the wall-clock time, so that tests can turn it. Safe from any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
};

/// Stands still until told otherwise; for tests.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Timestamp start);
    Timestamp now() const override;
    void set(Timestamp time);
    void advance(std::chrono::microseconds by);

private:
    std::atomic<std::int64_t> m_micros;
};

} // namespace sekisho::core
