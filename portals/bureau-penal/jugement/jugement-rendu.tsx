import { dateEtHeure, Puce } from '@ppn/kit';
import type { Position } from '@ppn/lecteur';
import { prendreLeFoyer } from '../mention/panneau-mentions.tsx';
import type { JugementVu } from './donnees.ts';

const jour = (iso: string): string => iso.split('-').toReversed().join('/');

const ETATS = {
  ouverte: { libelle: 'ouvert', ton: 'info' },
  expiree: { libelle: 'expiré', ton: 'neutre' },
  exercee: { libelle: 'exercé', ton: 'alerte' },
  'attend-signification': { libelle: 'attend la signification', ton: 'alerte' },
  'sans-objet': { libelle: 'sans objet', ton: 'neutre' },
} as const;

const Voies = ({ voies }: Pick<JugementVu, 'voies'>) => (
  // Un tableau plus large que l'ecran defile au clavier.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className="tableau-cadre" tabIndex={0} aria-label="Voies de recours, tableau">
    <table className="tableau voies">
      <caption className="hors-ecran">Voies de recours et leurs délais</caption>
      <thead>
        <tr>
          <th scope="col">Recours</th>
          <th scope="col">Dernier jour</th>
          <th scope="col">État</th>
        </tr>
      </thead>
      <tbody>
        {voies.map((voie) => (
          <tr key={voie.code + voie.personne}>
            <th scope="row">
              {voie.libelle}
              {voie.nom === '' ? '' : `, ${voie.nom}`}
              <span className="petit discret voie-article">
                {voie.depart === '' ? '' : `du ${jour(voie.depart)}, ${voie.raison} · `}
                {voie.article}
                {voie.note === '' ? '' : ` · ${voie.note}`}
              </span>
            </th>
            <td className="chiffres">{voie.echeance === '' ? '—' : jour(voie.echeance)}</td>
            <td>
              <Puce ton={ETATS[voie.etat].ton}>{ETATS[voie.etat].libelle}</Puce>{' '}
              {voie.aVerifier ? <Puce ton="alerte">à vérifier</Puce> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const CONNAISSANCES = {
  prononce: 'connu par le prononcé',
  'a-signifier': 'à signifier',
  signifie: 'signifié',
} as const;

const Sort = ({ personne }: { readonly personne: JugementVu['personnes'][number] }) => (
  <li className="pile-serree">
    <span className="rangee">
      <strong>{personne.nom}</strong>
      <Puce ton={personne.definitif.oui ? 'succes' : 'info'}>{personne.definitif.phrase}</Puce>
      {personne.connaissance === 'a-signifier' ? (
        <Puce ton="alerte">{CONNAISSANCES[personne.connaissance]}</Puce>
      ) : null}
    </span>
    <ul className="petit">
      {personne.dispositif.map((phrase) => (
        <li key={phrase}>{phrase}</li>
      ))}
    </ul>
    <span className="petit discret">
      Exécution : {personne.executoire.phrase}
      {personne.signifieA === '' ? '' : ` · signifié le ${jour(personne.signifieA)}`}
    </span>
  </li>
);

/** Un jugement signe : sa minute, le sort de chacun, les recours formes, les delais. */
export const JugementRendu = ({
  jugement,
  lire,
}: {
  readonly jugement: JugementVu;
  readonly lire: (position: Position) => void;
}) => (
  <section className="pile-serree" aria-label={jugement.resume}>
    <div className="rangee-ecartee">
      <h2 tabIndex={-1} ref={prendreLeFoyer}>
        Minute <span className="chiffres">{jugement.minute ?? 'en cours d’inscription'}</span>
      </h2>
      <Puce ton={jugement.definitif ? 'succes' : 'info'}>
        {jugement.definitif ? 'définitif' : 'non définitif'}
      </Puce>
    </div>
    <p className="petit">
      {jugement.chambre}, prononcé le {dateEtHeure(jugement.prononceA)} ·{' '}
      <button type="button" className="bouton-lien" onClick={() => lire({ piece: jugement.numero, page: 1 })}>
        lire la minute, acte n° {jugement.numero}
      </button>
    </p>
    <ul className="liste sorts">
      {jugement.personnes.map((personne) => (
        <Sort key={personne.personne} personne={personne} />
      ))}
    </ul>
    {jugement.recours.length === 0 ? null : (
      <ul className="liste sorts">
        {jugement.recours.map(({ phrase, acteId, numero }) => (
          <li key={acteId}>
            <Puce ton="alerte">recours</Puce>{' '}
            <button type="button" className="bouton-lien" onClick={() => lire({ piece: numero, page: 1 })}>
              {phrase}
            </button>
          </li>
        ))}
      </ul>
    )}
    <Voies voies={jugement.voies} />
  </section>
);
