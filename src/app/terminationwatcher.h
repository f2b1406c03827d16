// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace sekisho::app {

/// Tells the program's own thread that the system asks it to end (SIGTERM, SIGINT), or to read its
/// configuration again (SIGHUP). One per process.
class TerminationWatcher final : public QObject
{
    Q_OBJECT
public:
    explicit TerminationWatcher(QObject *parent = nullptr);
    ~TerminationWatcher() override;

Q_SIGNALS:
    /// For every signal; a second one means that somebody is in a hurry.
    void terminationAsked();
    void reloadAsked();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::app
