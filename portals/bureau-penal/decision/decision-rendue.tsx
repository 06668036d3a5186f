import type { VueDossier } from '@ppn/dossier/contract';
import { Alerte, Bouton, dateEtHeure, Puce } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { attendDecision, ordreDAttente } from '../boite/attente.ts';
import { lectureBoite } from '../donnees.ts';
import { etatsPli, nomDuPair } from '../vocabulaire.ts';

/** La fenetre de signature vient de se fermer sur un ecran qui a change : le foyer va a ce qui la remplace. */
const prendreLeFoyer = (titre: HTMLHeadingElement | null): void => {
  if (document.activeElement === document.body) titre?.focus({ preventScroll: true });
};

/** La decision rendue et le sort de son pli, tenus a jour ; puis la procedure suivante. */
export const DecisionRendue = ({
  dossier,
  surReprise,
}: {
  readonly dossier: VueDossier;
  /** Revenir sur la decision par une autre, motivee ; absent : ce lecteur ne le peut pas. */
  readonly surReprise?: () => void;
}) => {
  const boite = useQuery(lectureBoite);
  const suivante = ordreDAttente(
    (boite.data ?? []).filter((autre) => attendDecision(autre) && autre.idj !== dossier.idj),
  )[0];
  const pli = dossier.plis.filter(({ genre, sens }) => genre === 'decision' && sens === 'emis').at(-1);
  return (
    <div className="panneau-corps pile">
      {dossier.decisions.map((decision) => (
        <section key={decision.acteId} className="pile-serree">
          <h2 tabIndex={-1} ref={prendreLeFoyer}>
            {decision.titre}
          </h2>
          <p>{decision.resume}</p>
          <p className="petit discret">
            {decision.magistrat}, {decision.juridiction} · signée le {dateEtHeure(decision.decideA)}
          </p>
        </section>
      ))}
      {pli === undefined ? (
        <Alerte vive>
          <p>La décision est signée. Son pli se prépare.</p>
        </Alerte>
      ) : (
        <Alerte
          ton={pli.etat === 'refuse' ? 'danger' : pli.etat === 'accuse' ? 'succes' : 'info'}
          titre={pli.etat === 'refuse' ? 'Pli refusé par l’unité' : 'Décision transmise à l’unité'}
          vive
        >
          <p className="rangee">
            <Puce ton={etatsPli[pli.etat].ton}>{etatsPli[pli.etat].libelle}</Puce>
            <span className="petit">
              {pli.accuseA === null
                ? `préparée le ${dateEtHeure(pli.emisA)}`
                : `reçue par ${nomDuPair(pli.pair)} le ${dateEtHeure(pli.accuseA)}`}
            </span>
          </p>
          {pli.motifs.length === 0 ? null : <p>{pli.motifs.join(' ')}</p>}
          {pli.etat === 'en-attente' ? (
            <p className="petit">
              L’unité n’a pas encore répondu. Le pli repart de lui-même, sans rien refaire.
            </p>
          ) : null}
        </Alerte>
      )}
      {suivante === undefined ? (
        <Link to="/" className="bouton">
          Revenir à la boîte
        </Link>
      ) : (
        <Link to="/dossiers/$idj" params={{ idj: suivante.idj }} className="bouton bouton-primaire">
          Procédure suivante : {suivante.intitule}
        </Link>
      )}
      {surReprise === undefined ? null : (
        <Bouton genre="discret" onClick={surReprise}>
          Revenir sur cette décision…
        </Bouton>
      )}
    </div>
  );
};
