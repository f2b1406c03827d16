// SPDX-License-Identifier: GPL-3.0-or-later
#include "tourplayer.h"

#include <core/logging.h>

#include <QPixmap>
#include <QWidget>

namespace sekisho::app {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

namespace {
constexpr int TickMs = 25;
constexpr int PatienceMs = 30000;
// Long enough for animations (150 ms) to end before a picture is taken.
constexpr int SettleMs = 250;
} // namespace

TourPlayer::TourPlayer(QWidget *window, QDir folder, std::vector<TourStep> steps, std::vector<TourLook> looks,
                       QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(std::move(folder))
    , m_steps(std::move(steps))
    , m_looks(std::move(looks))
{
    m_timer.setInterval(TickMs);
    connect(&m_timer, &QTimer::timeout, this, &TourPlayer::tick);
}

void TourPlayer::start()
{
    if (!m_folder.mkpath(u"."_s)) {
        failStep(u"cannot make the folder %1"_s.arg(m_folder.path()));
        return;
    }
    enter(Phase::Waiting);
    m_timer.start();
}

void TourPlayer::tick()
{
    if (m_step == m_steps.size()) {
        m_timer.stop();
        Q_EMIT finished(m_pictures);
        return;
    }
    const TourStep &step = m_steps[m_step];
    switch (m_phase) {
    case Phase::Waiting:
        return waitUntilReady(step);
    case Phase::Acting:
        return waitUntilDone(step);
    case Phase::Looking:
        return takeNextPicture(step);
    }
}

void TourPlayer::waitUntilReady(const TourStep &step)
{
    if (step.ready && !step.ready()) {
        if (m_inPhase.elapsed() > PatienceMs)
            failStep(u"it could not begin"_s);
        return;
    }
    qCInfo(core::lcApp).noquote() << "tour:" << step.name;
    if (step.act)
        step.act();
    enter(Phase::Acting);
}

void TourPlayer::waitUntilDone(const TourStep &step)
{
    if (!step.done || step.done())
        enter(Phase::Looking);
    else if (m_inPhase.elapsed() > PatienceMs)
        failStep(u"it did not show what it should"_s);
}

void TourPlayer::takeNextPicture(const TourStep &step)
{
    if (step.picture.isEmpty() || m_look == m_looks.size())
        return nextStep();
    const TourLook &look = m_looks[m_look];
    if (!m_lookApplied) {
        look.apply();
        m_lookApplied = true;
        m_inPhase.restart();
        return;
    }
    if (m_inPhase.elapsed() < SettleMs)
        return;
    if (!m_window->grab().save(pictureFile(step, look)))
        return failStep(u"its picture could not be saved"_s);
    ++m_pictures;
    ++m_look;
    m_lookApplied = false;
}

void TourPlayer::nextStep()
{
    ++m_step;
    enter(Phase::Waiting);
}

void TourPlayer::enter(Phase phase)
{
    m_phase = phase;
    m_look = 0;
    m_lookApplied = false;
    m_inPhase.restart();
}

void TourPlayer::failStep(const QString &why)
{
    m_timer.stop();
    const QString name = m_step < m_steps.size() ? m_steps[m_step].name : u"start"_s;
    m_window->grab().save(m_folder.filePath(u"failed.png"_s));
    Q_EMIT finished(core::fail(ErrorKind::Internal, u"Tour step '%1': %2"_s.arg(name, why)));
}

QString TourPlayer::pictureFile(const TourStep &step, const TourLook &look) const
{
    return m_folder.filePath(u"%1-%2-%3.png"_s.arg(static_cast<int>(m_step) + 1, 2, 10, QLatin1Char('0'))
                                 .arg(step.picture, look.suffix));
}

} // namespace sekisho::app
