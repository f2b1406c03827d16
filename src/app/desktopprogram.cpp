// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopprogram.h"

#include "processmemory.h"
#include "tour/seedtour.h"

#include <core/logging.h>
#include <secrets/memorysecretstore.h>
#include <widgets/common/errorsentence.h>

#include <QApplication>
#include <QTextStream>

namespace sekisho::app {

using namespace Qt::Literals::StringLiterals;
using widgets::GatewayStatus;

namespace {

// The gateway's patience with calls under way, and time for its ledger.
constexpr auto LongestExit = std::chrono::seconds(8);

QString addressOf(const QUrl &url)
{
    return u"%1:%2"_s.arg(url.host()).arg(url.port());
}

/// A tour or a measurement must not touch the keys that a person has in the keychain.
std::unique_ptr<secrets::SecretStoreChooser> secretStoreFor(const DesktopProgram::Options &options)
{
    if (options.tourDir.isEmpty() && !options.tellTimeToUsable)
        return secrets::makeSecretStore();
    return std::make_unique<secrets::SecretStoreChooser>(std::make_unique<secrets::MemorySecretStore>(),
                                                         std::chrono::seconds(1));
}

} // namespace

DesktopProgram::DesktopProgram(QApplication &application, Options options)
    : m_options(std::move(options))
    , m_services(m_options.dataDir, secretStoreFor(m_options))
    , m_models(m_services)
    , m_profiles(m_services, m_models)
    , m_settings(&m_services.store)
    , m_storedPreferences(&m_settings, &m_preferences)
    , m_theme(&application)
    , m_exit([this] { return m_services.localGateway.stop(); }, LongestExit)
{
    m_sinceStart.start();
    connectGateway();
    connectExit(application);
}

DesktopProgram::~DesktopProgram() = default;

void DesktopProgram::start()
{
    m_storedPreferences.load().then(this, [this](const core::Result<void> &loaded) {
        if (!loaded)
            showFailure(loaded.error());
        run();
    });
}

void DesktopProgram::run()
{
    showWindow();
    m_models.conversations.refresh();
    m_profiles.start();
    if (!m_options.tourDir.isEmpty())
        connect(&m_profiles, &ProfileFlow::localReady, this, &DesktopProgram::playTour,
                Qt::SingleShotConnection);
    if (m_options.tellTimeToUsable)
        connect(&m_models.models, &models::ModelChoiceModel::stateChanged, this,
                &DesktopProgram::tellTimeToUsable);
}

void DesktopProgram::connectGateway()
{
    connect(&m_services.localGateway, &LocalGateway::started, this, [this](const gateway::GatewayInfo &info) {
        m_window->setGatewayStatus({GatewayStatus::Kind::Running, addressOf(info.url), {}});
    });
    connect(&m_services.localGateway, &LocalGateway::failed, this, [this](const core::Error &error) {
        m_window->setGatewayStatus({GatewayStatus::Kind::Failed, {}, error.detail});
    });
    connect(&m_profiles, &ProfileFlow::failed, this, &DesktopProgram::showFailure);
}

void DesktopProgram::connectSecrets()
{
    // The tour keeps its secrets in memory on purpose; the warning is for people.
    if (!m_options.tourDir.isEmpty())
        return;
    m_window->setSecretState(m_services.secrets->state());
    connect(m_services.secrets.get(), &secrets::SecretStoreChooser::chosen, m_window.get(),
            &widgets::MainWindow::setSecretState);
}

void DesktopProgram::connectExit(QApplication &application)
{
    application.setQuitOnLastWindowClosed(false);
    connect(&application, &QGuiApplication::lastWindowClosed, this, &DesktopProgram::close);
    connect(&m_termination, &TerminationWatcher::terminationAsked, this, &DesktopProgram::close);
    // There is nothing to read again: the terminal it was started from has gone.
    connect(&m_termination, &TerminationWatcher::reloadAsked, this, &DesktopProgram::close);
    connect(&m_exit, &OrderlyExit::finished, this, [this](bool inTime) {
        if (inTime)
            return Q_EMIT ended(0);
        qCWarning(core::lcApp) << "Left without waiting for what is still at work";
        Q_EMIT abandoned(0);
    });
}

void DesktopProgram::close()
{
    if (m_window)
        m_window->hide();
    m_models.chat.stop();
    m_exit.begin();
}

void DesktopProgram::showFailure(const core::Error &error)
{
    qCWarning(core::lcApp).noquote() << core::describe(error);
    if (!m_options.tourDir.isEmpty() || m_options.tellTimeToUsable)
        Q_EMIT ended(1);
}

void DesktopProgram::showWindow()
{
    m_language.use(m_preferences.values().language);
    m_theme.setScheme(widgets::schemeFor(m_preferences.values().theme, m_theme.scheme()));
    m_theme.setDensity(m_preferences.values().density);
    m_window = std::make_unique<widgets::MainWindow>(widgets::MainWindow::Parts{
        &m_theme, &m_language, &m_preferences, &m_models.profiles, &m_models.caller});
    m_pages = std::make_unique<DesktopPages>(
        DesktopPages::Parts{m_window.get(), &m_preferences, &m_services, &m_models, &m_profiles});
    m_pages->registerPages();
    connectSecrets();
    m_window->setGatewayStatus({GatewayStatus::Kind::Starting, {}, {}});
    connect(m_window.get(), &widgets::MainWindow::gatewayRetryRequested, &m_profiles,
            &ProfileFlow::retryLocalGateway);
    m_window->show();
    m_windowAfterMs = m_sinceStart.elapsed();
}

void DesktopProgram::playTour()
{
    auto *tour =
        new SeedTour({m_window.get(), &m_theme, &m_language, &m_models}, QDir(m_options.tourDir), this);
    connect(tour, &SeedTour::finished, this, [this](const core::Result<int> &pictures) {
        if (pictures)
            QTextStream(stdout) << pictures.value() << " pictures in " << m_options.tourDir << '\n';
        else
            QTextStream(stderr) << core::describe(pictures.error()) << '\n';
        Q_EMIT ended(pictures ? 0 : 1);
    });
    tour->start();
}

void DesktopProgram::tellTimeToUsable()
{
    if (m_models.models.state().kind != models::PageState::Kind::Ready)
        return;
    QTextStream(stdout) << "window " << m_windowAfterMs << " ms, usable " << m_sinceStart.elapsed()
                        << " ms, resident " << residentMegabytes() << " MB\n";
    Q_EMIT ended(0);
}

} // namespace sekisho::app
