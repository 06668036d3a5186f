import { dateEtHeure, Panneau, Puce, Rang } from '@ppn/kit';
import { Link, useParams } from '@tanstack/react-router';
import type { Vue } from '../application/types.ts';
import { nomComplet, ROLES } from '../application/vocabulaire.ts';
import { Ajouter, quandEtOu } from './fiche.tsx';
import { EtatDActe } from './sommaire.tsx';
import { Retour } from './retour.tsx';
import { useVueOuverte } from './vue-ouverte.ts';

/** Vue d'ensemble : ce qui reste a faire, les personnes et les faits au centre ; l'etat de la transmission s'il y en a une. */
export function Ensemble() {
  const { idj } = useParams({ from: '/dossiers/$idj' });
  const { data: vue } = useVueOuverte(idj);
  if (vue === undefined) return null;
  return (
    <div className="pile">
      <Retour vue={vue} />
      <Decisions vue={vue} />
      <Suite vue={vue} />
      <Personnes vue={vue} />
      <Faits vue={vue} />
    </div>
  );
}

function Decisions({ vue }: { readonly vue: Vue }) {
  return vue.decisions.map((decision) => {
    const piece = vue.pieces.find(({ id, acteId }) => id === decision.acteId || acteId === decision.acteId);
    return (
      <section key={decision.acteId} className="alerte alerte-succes" aria-label="Décision du parquet">
        <h2>{decision.titre}</h2>
        <p>{decision.resume}</p>
        <p className="petit">
          {decision.magistrat}, {decision.juridiction}, le {dateEtHeure(decision.decideA)}
        </p>
        {piece === undefined ? null : (
          <Link to="/dossiers/$idj/pieces/$pieceId" params={{ idj: vue.idj, pieceId: piece.id }}>
            {`Lire la décision signée (pièce ${piece.numero})`}
          </Link>
        )}
      </section>
    );
  });
}

/** Etats ou l'unite a la main : la procedure peut partir, ou repartir. */
const A_TRANSMETTRE: ReadonlySet<Vue['etat']> = new Set(['en-cours', 'refusee', 'retournee']);

/** Premiere chose a faire, dans l'ordre : personne, fait, acte, signature, transmission. */
function Suite({ vue }: { readonly vue: Vue }) {
  const { idj, enCours: brouillons } = vue;
  const rienAFaire = brouillons.length === 0 && vue.pieces.length > 0 && !A_TRANSMETTRE.has(vue.etat);
  if (!vue.peut.includes('rediger') || rienAFaire) return null;
  return (
    <Panneau titre="À faire dans ce dossier" nu>
      <ul className="liste">
        {brouillons.map((acte) => (
          <Rang key={acte.acteId}>
            <Link to="/dossiers/$idj/actes/$acteId" params={{ idj, acteId: acte.acteId }} className="rang">
              <span className="rang-titre">{acte.titre}</span>
              <span className="rang-suite">{acte.redacteur}</span>
              <span className="rang-fin">
                <EtatDActe acte={acte} />
              </span>
            </Link>
          </Rang>
        ))}
        {vue.pieces.length > 0 &&
        brouillons.length === 0 &&
        A_TRANSMETTRE.has(vue.etat) &&
        vue.peut.includes('transmettre') ? (
          <Rang>
            <Link to="/dossiers/$idj/transmission" params={{ idj }} className="rang">
              <span className="rang-titre">Transmettre au parquet</span>
              <span className="rang-suite">contrôle de complétude, puis envoi</span>
            </Link>
          </Rang>
        ) : null}
        {brouillons.length === 0 && vue.pieces.length === 0 ? (
          <li className="etat-vide">
            <p>{amorce(vue)} Les photographies se déposent n’importe où sur cette page.</p>
          </li>
        ) : null}
      </ul>
    </Panneau>
  );
}

function Personnes({ vue }: { readonly vue: Vue }) {
  return (
    <Panneau titre="Personnes" nu>
      {vue.personnes.length === 0 ? null : (
        <ul className="liste">
          {vue.personnes.map((personne) => (
            <Rang key={personne.id}>
              <Link
                to="/dossiers/$idj/personnes/$personneId"
                params={{ idj: vue.idj, personneId: personne.id }}
                className="rang"
              >
                <span className="rang-titre">{nomComplet(personne)}</span>
                <span className="rang-suite">
                  {[personne.profession, personne.adresse, personne.telephone].filter(Boolean).join(', ')}
                </span>
                <span className="rang-fin">
                  {personne.roles.map((role) => (
                    <Puce key={role} ton={role === 'mis-en-cause' ? 'alerte' : 'info'}>
                      {ROLES[role]}
                    </Puce>
                  ))}
                </span>
              </Link>
            </Rang>
          ))}
        </ul>
      )}
      {vue.peut.includes('rediger') ? <Ajouter idj={vue.idj} quoi="personne" /> : null}
    </Panneau>
  );
}

function Faits({ vue }: { readonly vue: Vue }) {
  return (
    <Panneau titre="Faits" nu>
      {vue.faits.length === 0 ? null : (
        <ul className="liste">
          {vue.faits.map((fait) => (
            <Rang key={fait.id}>
              <Link
                to="/dossiers/$idj/faits/$faitId"
                params={{ idj: vue.idj, faitId: fait.id }}
                className="rang"
              >
                <span className="cote">{fait.natinf}</span>
                <span className="rang-titre">{fait.qualification}</span>
                <span className="rang-suite">{quandEtOu(fait)}</span>
              </Link>
            </Rang>
          ))}
        </ul>
      )}
      {vue.peut.includes('rediger') ? <Ajouter idj={vue.idj} quoi="fait" /> : null}
    </Panneau>
  );
}

/** Par ou commencer, selon ce qui est deja saisi. */
function amorce(vue: Vue): string {
  if (vue.personnes.length === 0)
    return 'Saisissez d’abord la victime et le mis en cause : tous les actes les reprendront.';
  if (vue.faits.length === 0) return 'Ajoutez le fait et son infraction : tous les actes le reprendront.';
  return 'Tout est prêt : N commence un acte prérempli.';
}
