// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tourstep.h"

#include <core/result.h>

#include <QDir>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace sekisho::app {

/// How a picture is taken: every step is shown in each look.
struct TourLook {
    QString suffix; ///< "ja-light"
    std::function<void()> apply;
};

/// Plays steps one after another on the event loop, waiting for each to be ready and done, and saves a
/// picture of `window` in every look. GUI thread.
class TourPlayer : public QObject
{
    Q_OBJECT
public:
    TourPlayer(QWidget *window, QDir folder, std::vector<TourStep> steps, std::vector<TourLook> looks,
               QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Once, at the end: how many pictures were saved, or which step failed and at what.
    void finished(const sekisho::core::Result<int> &pictures);

private:
    enum class Phase { Waiting, Acting, Looking };

    void tick();
    void waitUntilReady(const TourStep &step);
    void waitUntilDone(const TourStep &step);
    void takeNextPicture(const TourStep &step);
    void nextStep();
    void enter(Phase phase);
    void failStep(const QString &why);
    QString pictureFile(const TourStep &step, const TourLook &look) const;

    QWidget *m_window;
    QDir m_folder;
    std::vector<TourStep> m_steps;
    std::vector<TourLook> m_looks;
    QTimer m_timer;
    QElapsedTimer m_inPhase;
    Phase m_phase = Phase::Waiting;
    std::size_t m_step = 0;
    std::size_t m_look = 0;
    bool m_lookApplied = false;
    int m_pictures = 0;
};

} // namespace sekisho::app
