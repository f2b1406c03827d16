// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QTest>

namespace sekisho::test {

/// What background work ended with; Timeout if it does not end.
template <typename T>
core::Result<T> await(const core::Async<T> &work)
{
    if (!QTest::qWaitFor([&] { return work.isFinished(); }, 20000) || work.resultCount() == 0)
        return core::fail(core::ErrorKind::Timeout, QStringLiteral("The work did not end"));
    return work.result();
}

} // namespace sekisho::test
