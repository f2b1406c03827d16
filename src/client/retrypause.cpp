// SPDX-License-Identifier: GPL-3.0-or-later
#include "retrypause.h"

#include <QRandomGenerator>

#include <algorithm>

namespace sekisho::client {

using std::chrono::milliseconds;

RetryPause::RetryPause(const Limits &limits)
    : RetryPause(limits, [] { return QRandomGenerator::global()->generateDouble(); })
{
}

RetryPause::RetryPause(const Limits &limits, Random random)
    : m_limits(limits)
    , m_random(std::move(random))
{
}

milliseconds RetryPause::next(std::optional<milliseconds> asked)
{
    m_step = m_step.count() == 0 ? m_limits.first : std::min(m_step * 2, m_limits.longest);
    const milliseconds own = m_step / 2 + partOf(m_step / 2);
    if (!asked)
        return own;
    // A little later than asked: whoever was turned away together should not come back together.
    return std::max(own, std::min(*asked, m_limits.longestAsked) + partOf(m_limits.first));
}

milliseconds RetryPause::partOf(milliseconds whole) const
{
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(whole.count()) * m_random()));
}

} // namespace sekisho::client
