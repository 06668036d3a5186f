import { dateEtHeure, EtatVide, jourCivil, pluriel, Puce, Rang } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { nouvelIdentifiant } from '../application/identifiant.ts';
import type { Fait, Personne, Vue } from '../application/types.ts';
import { CADRES, nomComplet, ROLES } from '../application/vocabulaire.ts';

/** Synthese : l'essentiel du dossier, decisions et incidents compris. */
export function SyntheseDuDossier({
  vue,
  avecDecisions,
}: {
  readonly vue: Vue;
  readonly avecDecisions: boolean;
}) {
  return (
    <div className="panneau-corps pile">
      {(avecDecisions ? vue.decisions : []).map((decision) => (
        <div key={decision.acteId} className="alerte alerte-succes">
          <strong>{decision.titre}</strong>
          <p>{decision.resume}</p>
          <p className="petit">
            {decision.magistrat}, {decision.juridiction}, le {dateEtHeure(decision.decideA)}
          </p>
        </div>
      ))}
      {vue.incidents.map((incident) => (
        <div key={incident.id} className="alerte alerte-danger">
          <strong>
            Incident constaté par {incident.constatePar === 'justice' ? 'la Justice' : 'l’Intérieur'}
          </strong>
          <p>{incident.phrase}</p>
          <p className="petit">{dateEtHeure(incident.constateA)}</p>
        </div>
      ))}
      <dl className="definitions">
        <dt>Cadre</dt>
        <dd>{CADRES[vue.cadre]}</dd>
        <dt>Ouverte</dt>
        <dd>{dateEtHeure(vue.ouverteA)}</dd>
        <dt>Unité</dt>
        <dd>{vue.unite.libelle}</dd>
        <dt>Juridiction</dt>
        <dd>{vue.juridiction?.libelle ?? 'pas encore choisie'}</dd>
        {vue.alias.map((alias) => (
          <NumeroDAlias key={alias.emetteur + alias.numero} {...alias} />
        ))}
        <dt>Contenu</dt>
        <dd>{`${pluriel(vue.pieces.length, 'pièce')}, ${pluriel(vue.personnes.length, 'personne')}, ${pluriel(vue.faits.length, 'fait')}`}</dd>
      </dl>
    </div>
  );
}

const NumeroDAlias = ({ emetteur, numero }: { readonly emetteur: string; readonly numero: string }) => (
  <>
    <dt>Numéro</dt>
    <dd>
      <span className="chiffres">{numero}</span> <span className="discret">{emetteur}</span>
    </dd>
  </>
);

/** Personnes, saisies une fois ; lien vers la fiche de chacune. */
export function PersonnesDuDossier({ vue }: { readonly vue: Vue }) {
  return (
    <>
      {vue.personnes.length === 0 ? (
        <EtatVide>Aucune personne. Saisie une fois, elle est reprise par tous les actes.</EtatVide>
      ) : null}
      <ul className="liste">
        {vue.personnes.map((personne) => (
          <Rang key={personne.id}>
            <Link
              to="/dossiers/$idj/personnes/$personneId"
              params={{ idj: vue.idj, personneId: personne.id }}
              className="rang rang-haut"
            >
              <span className="pile-serree">
                <span className="rang-titre">{nomComplet(personne)}</span>
                <span className="petit discret">{detailDe(personne)}</span>
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
      {vue.peut.includes('rediger') ? <Ajouter idj={vue.idj} quoi="personne" /> : null}
    </>
  );
}

const detailDe = ({ neLe, neA, adresse, representant }: Personne): string =>
  [neLe === '' ? '' : `né(e) le ${jourCivil(neLe)}${neA === '' ? '' : ` à ${neA}`}`, representant, adresse]
    .filter(Boolean)
    .join(', ');

/** Faits et leur qualification ; lien vers la fiche de chacun. */
export function FaitsDuDossier({ vue }: { readonly vue: Vue }) {
  return (
    <>
      {vue.faits.length === 0 ? (
        <EtatVide>Aucun fait. Cherchez l’infraction par son code NATINF ou ses mots.</EtatVide>
      ) : null}
      <ul className="liste">
        {vue.faits.map((fait) => (
          <Rang key={fait.id}>
            <Link
              to="/dossiers/$idj/faits/$faitId"
              params={{ idj: vue.idj, faitId: fait.id }}
              className="rang rang-haut"
            >
              <span className="pile-serree">
                <span className="rang-titre titre-long">{fait.qualification}</span>
                <span className="petit discret">{quandEtOu(fait)}</span>
              </span>
              <span className="rang-fin">
                <Puce>{fait.natinf}</Puce>
              </span>
            </Link>
          </Rang>
        ))}
      </ul>
      {vue.peut.includes('rediger') ? <Ajouter idj={vue.idj} quoi="fait" /> : null}
    </>
  );
}

/** Date et lieu d'un fait, en une ligne. */
export const quandEtOu = ({ debut, fin, lieu }: Fait): string =>
  [
    fin === null ? dateEtHeure(debut) : `du ${dateEtHeure(debut)} au ${dateEtHeure(fin)}`,
    lieu.adresse,
    lieu.commune,
  ]
    .filter(Boolean)
    .join(', ');

/** Lien vers une fiche neuve, dont l'identifiant est choisi ici : un double envoi n'en cree qu'une. */
export function Ajouter({ idj, quoi }: { readonly idj: string; readonly quoi: 'personne' | 'fait' }) {
  const contenu = (
    <>
      <Plus size={16} aria-hidden="true" />
      {quoi === 'personne' ? 'Ajouter une personne' : 'Ajouter un fait'}
    </>
  );
  return (
    <div className="panneau-corps">
      {quoi === 'personne' ? (
        <Link
          to="/dossiers/$idj/personnes/$personneId"
          params={() => ({ idj, personneId: nouvelIdentifiant() })}
          className="bouton"
          preload={false}
        >
          {contenu}
        </Link>
      ) : (
        <Link
          to="/dossiers/$idj/faits/$faitId"
          params={() => ({ idj, faitId: nouvelIdentifiant() })}
          className="bouton"
          preload={false}
        >
          {contenu}
        </Link>
      )}
    </div>
  );
}
