// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

// Resources of a static library are linked only when something asks for them; the macro wants no namespace.
static void loadTranslations()
{
    Q_INIT_RESOURCE(translations);
}

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

QString resolved(const QString &code)
{
    if (Language::available().contains(code))
        return code;
    const QString system = QLocale::system().name().left(2);
    return Language::available().contains(system) ? system : u"en"_s;
}

QLocale localeOf(const QString &code)
{
    return code == u"ja" ? QLocale(QLocale::Japanese, QLocale::Japan)
                         : QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace

Language::Language(QObject *parent)
    : QObject(parent)
{
    loadTranslations();
}

QStringList Language::available()
{
    return {u"en"_s, u"ja"_s};
}

void Language::use(const QString &code)
{
    const QString wanted = resolved(code);
    if (wanted == m_code)
        return;
    m_code = wanted;
    QLocale::setDefault(localeOf(wanted));
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_toolkit);
    // English has a file too, for its plurals.
    if (m_ours.load(u":/i18n/sekisho_"_s + wanted + u".qm"_s))
        QCoreApplication::installTranslator(&m_ours);
    if (m_toolkit.load(u"qtbase_"_s + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_toolkit);
    Q_EMIT changed(wanted);
}

} // namespace sekisho::widgets
