// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every source includes. Sources still include what they use; this only makes it fast.
#pragma once

// A continuation whose context has gone is dropped, which is what `.then(context, ...)` is for; Qt 6.4 asserts instead, and
// would end a debug build whenever a window closes with work under way.
#include <QtCore/qglobal.h>
#pragma push_macro("Q_ASSERT")
#undef Q_ASSERT
#define Q_ASSERT(condition) static_cast<void>(0)
#include <QtCore/QFuture>
#pragma pop_macro("Q_ASSERT")

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QPromise>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtCore/QVariant>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <utility>
#include <vector>
