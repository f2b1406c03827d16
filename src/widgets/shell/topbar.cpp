// SPDX-License-Identifier: GPL-3.0-or-later
#include "topbar.h"

#include "statedot.h"

#include <widgets/common/combobox.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/icon.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

QIcon swatch(const QString &colour)
{
    QPixmap pixmap(metrics::icon * 2, metrics::icon * 2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const QColor own(colour);
    painter.setBrush(own.isValid() ? own : Colors::current().accent);
    painter.drawEllipse(pixmap.rect().adjusted(8, 8, -8, -8));
    return QIcon(pixmap);
}

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_profile(new ComboBox(this))
    , m_state(new StateDot(this))
    , m_jump(new QPushButton(this))
    , m_language(new QToolButton(this))
    , m_theme(new QToolButton(this))
{
    setProperty("kind", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(44);
    m_profile->setObjectName(u"profileCombo"_s);
    m_state->setObjectName(u"gatewayStateWidget"_s);
    m_jump->setObjectName(u"jumpButton"_s);
    m_language->setObjectName(u"languageButton"_s);
    m_theme->setObjectName(u"themeButton"_s);
    setupLayout();
    connectSignals();
    retranslate();
}

void TopBar::setupLayout()
{
    m_profile->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_profile->setMinimumWidth(160);
    m_jump->setIcon(Icon::get(u"search"_s));
    m_jump->setProperty("kind", u"chip"_s);
    m_jump->setMinimumWidth(240);
    m_language->setIcon(Icon::get(u"language"_s));
    m_language->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::m, 0, space::m, 0);
    row->setSpacing(space::s);
    row->addWidget(m_profile);
    row->addWidget(m_state);
    row->addStretch();
    row->addWidget(m_jump);
    row->addWidget(m_language);
    row->addWidget(m_theme);
}

void TopBar::connectSignals()
{
    connect(m_profile, &QComboBox::activated, this, [this](int index) {
        const QString id = m_profile->itemData(index).toString();
        fillProfiles();
        if (id.isEmpty())
            Q_EMIT manageProfilesRequested();
        else
            Q_EMIT profileChosen(id);
    });
    connect(m_jump, &QPushButton::clicked, this, &TopBar::jumpRequested);
    connect(m_language, &QToolButton::clicked, this, &TopBar::languageToggled);
    connect(m_theme, &QToolButton::clicked, this, &TopBar::themeToggled);
}

void TopBar::setProfiles(const QList<client::Profile> &profiles, const QString &currentId)
{
    m_profiles = profiles;
    m_currentId = currentId;
    fillProfiles();
}

void TopBar::fillProfiles()
{
    const QSignalBlocker quiet(m_profile);
    m_profile->clear();
    for (const client::Profile &profile : m_profiles)
        m_profile->addItem(swatch(profile.colour), profile.builtIn ? tr("Local gateway") : profile.name,
                           profile.id);
    m_profile->setCurrentIndex(m_profile->findData(m_currentId));
    m_profile->addItem(Icon::get(u"plus"_s), tr("Manage profiles…"), QString());
}

void TopBar::setStatus(const GatewayStatus &status)
{
    m_state->setStatus(status);
}

void TopBar::setLanguage(const QString &code)
{
    m_language->setText(code == u"ja" ? u"English"_s : u"日本語"_s);
}

void TopBar::setDark(bool dark)
{
    m_dark = dark;
    m_theme->setIcon(Icon::get(dark ? u"sun"_s : u"moon"_s));
    retranslate();
}

void TopBar::retranslate()
{
    m_profile->setAccessibleName(tr("Profile"));
    m_profile->setToolTip(tr("Which gateway this window talks to"));
    m_jump->setText(tr("Search or jump") + u"   Ctrl+K"_s);
    m_jump->setAccessibleName(tr("Search or jump"));
    m_language->setToolTip(tr("Switch the language"));
    m_language->setAccessibleName(tr("Switch the language"));
    const QString look = m_dark ? tr("Use light colours") : tr("Use dark colours");
    m_theme->setToolTip(look);
    m_theme->setAccessibleName(look);
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        fillProfiles();
    }
    QWidget::changeEvent(event);
}

} // namespace sekisho::widgets
