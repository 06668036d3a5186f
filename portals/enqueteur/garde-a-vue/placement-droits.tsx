import { Alerte, Case, ChampChoix, ChampTexte, Panneau } from '@ppn/kit';
import type { Formulaire } from './donnees.ts';
import { Pastilles } from './pastilles.tsx';
import type { Placement, Prevenir } from './placement-saisi.ts';

type Proprietes = {
  readonly placement: Placement;
  readonly changer: (change: Partial<Placement>) => void;
  readonly erreur: (champ: string) => string | undefined;
};
const OUI_NON = [
  { valeur: 'non', libelle: 'non' },
  { valeur: 'oui', libelle: 'demandé' },
];

/** Droits notifies et ce que la personne en demande : langue, declaration, avocat, medecin, proches, emargement. */
export function Droits({
  placement,
  changer,
  erreur,
  formulaires,
  mineur,
}: Proprietes & { readonly formulaires: readonly Formulaire[]; readonly mineur: number | undefined }) {
  return (
    <Panneau titre="Droits notifiés (63-1, 803-6)">
      <div className="pile">
        {mineur !== undefined && mineur < 18 ? (
          <Alerte ton="attention" titre={`Mineur de ${mineur} ans`}>
            <p>
              Avocat obligatoire (L.413-9 CJPM), parents avisés (L.413-7), auditions enregistrées (L.413-12)
              {mineur < 16 ? ', examen médical obligatoire (L.413-8)' : ''}.
            </p>
          </Alerte>
        ) : null}
        <Report {...{ placement, changer, erreur }} />
        {placement.report === '' ? <DroitsExerces {...{ placement, changer, erreur, formulaires }} /> : null}
      </div>
    </Panneau>
  );
}

/** La personne n'est pas en etat de recevoir ses droits : la cause, ce qui est constate ; la notification suivra. */
function Report({ placement, changer, erreur }: Proprietes) {
  return (
    <>
      <Pastilles
        enLigne
        legende="Notification"
        options={[
          { valeur: '', libelle: 'maintenant' },
          { valeur: 'ivresse', libelle: 'différée' },
        ]}
        choisies={[placement.report === '' ? '' : 'ivresse']}
        surChoix={(report) => changer({ report })}
      />
      {placement.report === '' ? null : (
        <>
          <Pastilles
            legende="La personne n’est pas en état de recevoir ses droits"
            options={CAUSES_DE_REPORT}
            choisies={[placement.report]}
            surChoix={(report) => changer({ report })}
          />
          <ChampTexte
            id="champ-constat"
            libelle="Constaté (taux, heure, comportement)"
            value={placement.constat}
            erreur={erreur('constat')}
            surSaisie={(constat) => changer({ constat })}
          />
          <p className="petit discret">
            Le report est consigné ; la notification se signera de la mesure. La durée court depuis
            l’appréhension.
          </p>
        </>
      )}
    </>
  );
}

const CAUSES_DE_REPORT = [
  { valeur: 'ivresse', libelle: 'ivresse' },
  { valeur: 'sante', libelle: 'santé' },
  { valeur: 'agitation', libelle: 'agitation' },
  { valeur: 'interprete-attendu', libelle: 'interprète attendu' },
  { valeur: 'autre', libelle: 'autre' },
];

function DroitsExerces({
  placement,
  changer,
  erreur,
  formulaires,
}: Proprietes & { readonly formulaires: readonly Formulaire[] }) {
  return (
    <>
      <Langue {...{ placement, changer, erreur, formulaires }} />
      <Case
        id="champ-declarationRemise"
        coche={placement.declarationRemise}
        surCoche={(declarationRemise) => changer({ declarationRemise })}
      >
        Déclaration écrite des droits remise, la personne la conserve
      </Case>
      <Avocat {...{ placement, changer, erreur }} />
      <Pastilles
        enLigne
        legende="Médecin"
        options={OUI_NON}
        choisies={[placement.medecin ? 'oui' : 'non']}
        surChoix={(valeur) => changer({ medecin: valeur === 'oui' })}
      />
      <AQuiPrevenir
        id="champ-proche"
        legende="Proche"
        valeur={placement.proche}
        erreur={erreur('proche')}
        surChange={(proche) => changer({ proche })}
      />
      <AQuiPrevenir
        legende="Employeur"
        valeur={placement.employeur}
        surChange={(employeur) => changer({ employeur })}
      />
      <Case coche={placement.etrangere} surCoche={(etrangere) => changer({ etrangere })}>
        Personne de nationalité étrangère
      </Case>
      {placement.etrangere ? (
        <AQuiPrevenir
          legende="Autorités consulaires"
          valeur={placement.consulat}
          surChange={(consulat) => changer({ consulat })}
        />
      ) : null}
      <ChampTexte
        libelle="Mesure de protection juridique déclarée (vide : aucune)"
        value={placement.protection}
        surSaisie={(protection) => changer({ protection })}
      />
      <Emargement {...{ placement, changer, erreur }} />
    </>
  );
}

function Langue({
  placement,
  changer,
  erreur,
  formulaires,
}: Proprietes & { readonly formulaires: readonly Formulaire[] }) {
  const choisie = formulaires.find(({ code }) => code === placement.langue);
  return (
    <>
      <ChampChoix
        libelle="Langue comprise"
        value={placement.langue}
        options={formulaires.map(({ code, nom, disponible }) => ({
          valeur: code,
          libelle: disponible ? nom : `${nom} (traduction absente)`,
        }))}
        surSaisie={(langue) =>
          changer({
            langue,
            mode: langue === 'fr' ? 'agent' : 'interprete',
            ...(langue === 'fr' ? { interprete: '' } : {}),
          })
        }
      />
      {choisie?.disponible === false ? (
        <Alerte ton="attention" titre={`Aucun formulaire officiel en ${choisie.nom}`}>
          <p>
            La traduction manque : elle n’est pas faite par une machine. Un interprète notifie les droits ; la
            remise du document en {choisie.nom} ne peut pas être affirmée.
          </p>
        </Alerte>
      ) : null}
      {placement.langue === 'fr' ? null : (
        <div className="grille-champs">
          <ChampTexte
            id="champ-interprete"
            libelle="Interprète"
            value={placement.interprete}
            erreur={erreur('interprete')}
            surSaisie={(interprete) => changer({ interprete })}
          />
          <Pastilles
            legende="Présence"
            options={[
              { valeur: 'interprete', libelle: 'sur place' },
              { valeur: 'interprete-a-distance', libelle: 'à distance' },
            ]}
            choisies={[placement.mode]}
            surChoix={(mode) => changer({ mode })}
          />
        </div>
      )}
    </>
  );
}

function Avocat({ placement, changer, erreur }: Proprietes) {
  return (
    <>
      <Pastilles
        id="champ-avocat"
        enLigne
        legende="Avocat"
        options={[
          { valeur: 'non', libelle: 'non' },
          { valeur: 'commis-office', libelle: 'commis d’office' },
          { valeur: 'designe', libelle: 'désigné' },
        ]}
        choisies={[placement.avocat]}
        surChoix={(valeur) =>
          changer({
            avocat: valeur === 'designe' || valeur === 'commis-office' ? valeur : 'non',
            avocatAuxAuditions: valeur !== 'non',
          })
        }
      />
      {placement.avocat === 'designe' ? (
        <ChampTexte
          id="champ-nomAvocat"
          libelle="Avocat désigné"
          value={placement.nomAvocat}
          erreur={erreur('nomAvocat')}
          surSaisie={(nomAvocat) => changer({ nomAvocat })}
        />
      ) : null}
      {placement.avocat === 'non' ? null : (
        <Case
          coche={placement.avocatAuxAuditions}
          surCoche={(avocatAuxAuditions) => changer({ avocatAuxAuditions })}
        >
          Assistance demandée aussi pour les auditions (63-4-2)
        </Case>
      )}
    </>
  );
}

function AQuiPrevenir({
  legende,
  valeur,
  surChange,
  erreur,
  id,
}: {
  readonly legende: string;
  readonly valeur: Prevenir;
  readonly surChange: (valeur: Prevenir) => void;
  readonly erreur?: string | undefined;
  readonly id?: string;
}) {
  return (
    <>
      <Pastilles
        enLigne
        legende={`Prévenir : ${legende.toLocaleLowerCase('fr')}`}
        options={OUI_NON}
        choisies={[valeur.exerce ? 'oui' : 'non']}
        surChoix={(choix) => surChange({ ...valeur, exerce: choix === 'oui' })}
      />
      {valeur.exerce ? (
        <ChampTexte
          {...(id === undefined ? {} : { id })}
          libelle={`${legende} : nom, téléphone`}
          value={valeur.designation}
          erreur={erreur}
          surSaisie={(designation) => surChange({ ...valeur, designation })}
        />
      ) : null}
    </>
  );
}

function Emargement({ placement, changer }: Proprietes) {
  return (
    <>
      <Pastilles
        enLigne
        legende="Émargement"
        options={[
          { valeur: 'tablette', libelle: 'sur la tablette' },
          { valeur: 'refus', libelle: 'refuse' },
          { valeur: 'impossibilite', libelle: 'ne peut pas signer' },
        ]}
        choisies={[placement.emargement]}
        surChoix={(valeur) =>
          changer({ emargement: valeur === 'refus' || valeur === 'impossibilite' ? valeur : 'tablette' })
        }
      />
      {placement.emargement === 'tablette' ? null : (
        <ChampTexte
          libelle="Motif, s’il est donné"
          value={placement.motifDEmargement}
          surSaisie={(motifDEmargement) => changer({ motifDEmargement })}
        />
      )}
    </>
  );
}
