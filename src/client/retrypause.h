// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>

namespace sekisho::client {

/// How long a sender waits before it tries again: twice as long each time up to a limit, a little different
/// for every sender, and never shorter than the server asked for.
class RetryPause
{
public:
    struct Limits {
        std::chrono::milliseconds first{1000};
        std::chrono::milliseconds longest{300000};
        /// A server that asks for more than this is asked again all the same.
        std::chrono::milliseconds longestAsked{3600000};
    };
    /// A number from 0 up to 1.
    using Random = std::function<double()>;

    explicit RetryPause(const Limits &limits);
    RetryPause(const Limits &limits, Random random);

    /// The pause after one more failure; `asked` is what the server wished for.
    std::chrono::milliseconds next(std::optional<std::chrono::milliseconds> asked = {});
    /// After a success.
    void reset() { m_step = {}; }

private:
    std::chrono::milliseconds partOf(std::chrono::milliseconds whole) const;

    Limits m_limits;
    Random m_random;
    std::chrono::milliseconds m_step{0};
};

} // namespace sekisho::client
