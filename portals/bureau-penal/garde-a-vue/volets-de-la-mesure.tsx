import { Alarmes, dateEtHeure, direLEtat, dureeEnMots, nomDuMagistrat, Puce, useSeconde } from '@ppn/kit';
import type { LigneDeMesure, VueMesure } from './donnees.ts';

/** Les alarmes sonnees de cette mesure, une par obligation ; rien si tout est vu. */
export const AlarmesDeLaMesure = ({
  ligne,
  surVu,
}: {
  readonly ligne: LigneDeMesure;
  readonly surVu?: (alarmes: readonly string[]) => void;
}) => (
  <Alarmes
    alarmes={ligne.alarmes}
    nommer={(obligation) => ligne.obligations.find(({ id }) => id === obligation)?.libelle}
    surVu={surVu}
  />
);

/** Chaque obligation : son etat a cet instant, qui la doit, son article, son retard pour toujours. */
export const Obligations = ({ obligations }: { readonly obligations: VueMesure['obligations'] }) => {
  const { ms } = useSeconde();
  return (
    <ul className="liste obligations">
      {obligations.map((obligation) => {
        const { mots, ton } = direLEtat(obligation, ms);
        const { retard } = obligation;
        return (
          <li key={obligation.id} className="obligation">
            <span className="pile-serree">
              <span>{obligation.libelle}</span>
              <span className="petit discret">
                {nomDuMagistrat(obligation.proprietaire)} · {obligation.article}
                {obligation.aVerifier ? ' · règle à relire' : ''}
                {retard === null
                  ? ''
                  : ` · retard de ${dureeEnMots(retard.secondes * 1_000)}${retard.motif === '' ? ', sans motif' : ` : ${retard.motif}`}`}
              </span>
            </span>
            <Puce ton={ton}>{mots}</Puce>
          </li>
        );
      })}
    </ul>
  );
};

/** Periodes, maximum, prochaine prolongation, irregularites, chacun avec son article. */
export const Periodes = ({ horloge }: { readonly horloge: VueMesure['horloge'] }) => (
  <div className="pile">
    <dl className="definitions">
      {horloge.periodes.map(({ rang, debut, fin, article }) => (
        <Definition
          key={`${rang} ${debut}`}
          terme={rang === 0 ? 'Période de base' : `Prolongation ${rang}`}
          texte={`du ${dateEtHeure(debut)} au ${dateEtHeure(fin)} (${article})`}
        />
      ))}
      {horloge.prochaineProlongation === null ? (
        horloge.sansProlongation === null ? null : (
          <Definition terme="Prolongation" texte={horloge.sansProlongation} />
        )
      ) : (
        <Definition
          terme="Prochaine"
          texte={`${horloge.prochaineProlongation.heures} h, ${horloge.prochaineProlongation.autorites.map(nomDuMagistrat).join(' ou ')}. ${horloge.prochaineProlongation.forme} (${horloge.prochaineProlongation.article})`}
        />
      )}
      {horloge.comparution === null ? null : (
        <Definition terme="Comparution" texte={direLaComparution(horloge.comparution)} />
      )}
      {horloge.maximum === null ? null : (
        <Definition
          terme="Maximum"
          texte={`${horloge.maximum.heures} h, le ${dateEtHeure(horloge.maximum.a)} (${horloge.maximum.article})`}
        />
      )}
    </dl>
    {horloge.irregularites.length === 0 ? null : (
      <ul className="pile-serree">
        {horloge.irregularites.map((irregularite) => (
          <li key={irregularite.code + irregularite.survenuA} className="petit">
            <Puce ton="danger">irrégularité</Puce> {irregularite.phrase} ({irregularite.article})
            {irregularite.motif === '' ? '' : ` — ${irregularite.motif}`}
          </li>
        ))}
      </ul>
    )}
  </div>
);

/** Apres le deferement : jusqu'a quand la personne doit comparaitre, ou quand elle a comparu (803-2, 803-3 CPP). */
const direLaComparution = ({
  echeance,
  etat,
  comparueA,
  phrase,
  article,
}: NonNullable<VueMesure['horloge']['comparution']>): string =>
  comparueA === null
    ? `au plus tard le ${dateEtHeure(echeance)}. ${phrase} (${article})`
    : `le ${dateEtHeure(comparueA)}, ${etat === 'comparue' ? 'dans le délai' : 'en retard'} (${article})`;

const Definition = ({ terme, texte }: { readonly terme: string; readonly texte: string }) => (
  <>
    <dt>{terme}</dt>
    <dd>{texte}</dd>
  </>
);
