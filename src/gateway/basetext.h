// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace sekisho::gateway {

/// A deployment's base URL without what may be secret in it. Kept for the one that is asked again and again;
/// valid until the next call on this thread.
const QString &baseText(const QUrl &apiBase);

} // namespace sekisho::gateway
