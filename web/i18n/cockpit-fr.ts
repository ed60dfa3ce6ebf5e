/** Trials of settings, and past hours again. */
export const cockpitFr = {
  trial: {
    title: 'Essai de réglages',
    running: 'En cours : retour aux valeurs d’avant à {{at}} (encore {{left}}).',
    outcomes: {
      'came-back': 'Terminé à {{at}} : les valeurs d’avant sont revenues.',
      kept: 'Terminé à {{at}} : les réglages essayés ont été gardés.',
      overtaken: 'Terminé à {{at}} : ce qui a été changé entre-temps est resté.',
      refused: 'Terminé à {{at}} : les règles n’ont pas permis ce changement.',
    },
    by: 'Par {{name}} : {{reason}}',
    keep: 'Garder ces réglages',
    comeBack: 'Revenir maintenant',
    compared: 'Autant de temps avant, et pendant l’essai',
    before: 'Avant',
    during: 'Pendant',
    difference: 'Écart',
    measure: 'Mesure',
    chance: 'Un seul essai mêle le réglage et le hasard : regardez aussi les nombres d’appels.',
    nothing: 'Pas encore de quoi comparer.',
    counts: {
      answers: 'Décrochés par une personne',
      abandoned: 'Appels abandonnés',
      useful: 'Contacts utiles',
    },
  },
  replay: {
    intro:
      'Des heures passées de cette campagne sont revécues avec les agents qui étaient là, une fois avec les réglages d’aujourd’hui, une fois avec ceux que vous essayez. Rien ne change.',
    day: 'Jour',
    hour: 'À partir de',
    length: 'Pendant',
    minutes: '{{count}} min',
    oClock: '{{hour}} h',
    ask: 'Revivre ces heures',
    future: 'Ces heures ne sont pas encore passées : choisissez un jour ou une heure d’avant.',
    noHistory:
      'Il y a trop peu d’appels mis en relation dans ces heures (il en faut 20), ou trop pour une réponse : choisissez-en d’autres.',
  },
};
