/** Obligations qui s'alarment, par ce qui ouvre leur identifiant (`genre` ou `genre/entree`). */
const OBLIGATIONS: { readonly [genre: string]: string } = {
  'avis-magistrat': 'aviser le magistrat du placement',
  'notification-droits': 'notifier le placement et les droits',
  'declaration-droits': 'remettre la déclaration écrite des droits',
  'notification-prolongation': 'notifier la prolongation et les droits',
  'notification-requalification': 'notifier la nouvelle qualification',
  interprete: 'faire venir un interprète',
  'avis-proche': 'prévenir un proche',
  'avis-employeur': 'prévenir l’employeur',
  'avis-consulat': 'prévenir le consulat',
  'avis-tuteur-curateur': 'aviser le tuteur ou le curateur',
  'avis-parents': 'aviser les parents, le tuteur ou le service',
  'avocat-appel': 'appeler l’avocat',
  'avocat-venue': 'venue de l’avocat',
  'avocat-obligatoire': 'appeler un avocat, assistance obligatoire',
  medecin: 'requérir un médecin',
  'medecin-obligatoire': 'faire examiner le mineur de moins de seize ans',
  enregistrement: 'enregistrer l’audition',
  'avis-enregistrement': 'aviser le magistrat de l’enregistrement impossible',
  decision: 'statuer sur la prolongation',
  comparution: 'comparution après le défèrement',
  'deferement-tuteur-curateur': 'aviser le tuteur ou le curateur du défèrement',
};

/** Une alarme acquittee, dite en francais d'apres son identifiant stable (`obligation@-minutes`) ; tel quel s'il est inconnu. Pure. */
export function direLAlarme(alarme: string): string {
  const [, obligation = '', rang, minutes = ''] = /^([a-z-]+)(?:\/(.+))?@-?(\d+)$/.exec(alarme) ?? [];
  const objet = obligation === 'periode' ? finDe(Number(rang)) : OBLIGATIONS[obligation];
  return objet === undefined ? alarme : `${objet}, ${quand(Number(minutes))}`;
}

const finDe = (rang: number): string =>
  rang === 0 ? 'fin de la période de base' : `fin de la prolongation ${rang}`;

const quand = (minutes: number): string =>
  minutes === 0
    ? 'à l’échéance'
    : minutes % 60 === 0
      ? `${minutes / 60} h avant l’échéance`
      : `${minutes} min avant l’échéance`;
